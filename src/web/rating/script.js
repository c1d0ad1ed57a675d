// The rating works without this; with it a choice shows at once, and typing needs no button.
const form = document.querySelector('.filter');
if (form) {
  document.documentElement.classList.add('scripted');
  for (const select of form.querySelectorAll('select')) {
    select.addEventListener('change', () => form.requestSubmit());
  }
  const search = form.querySelector('#q');
  // What is default is left out of the address.
  form.addEventListener('submit', () => {
    if (search.value === '') search.disabled = true;
    for (const select of form.querySelectorAll('select')) {
      if (select.selectedIndex === 0) select.disabled = true;
    }
  });
  // Coming back by the browser's own button brings the form back as it was left.
  addEventListener('pageshow', () => {
    for (const field of form.elements) field.disabled = false;
  });
}
