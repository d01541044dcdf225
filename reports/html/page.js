// SPDX-License-Identifier: Apache-2.0
// Sorts and filters the overview. Without it the page says all the same.
'use strict';
const table = document.getElementById('targets');
const body = table.tBodies[0];
const rows = Array.from(body.rows, (row) => ({row, text: row.textContent.toLowerCase(), status: row.cells[1].textContent}));
const words = document.getElementById('words');
const status = document.getElementById('status');
const shown = document.getElementById('shown');

function filter() {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const {row, text, status: its} of rows) {
    const fits = wanted.every((word) => text.includes(word)) && (status.value === '' || status.value === its);
    row.hidden = !fits;
    count += fits ? 1 : 0;
  }
  shown.textContent = shown.dataset.of.replace('{0}', count).replace('{1}', rows.length);
}

function sort(column, head) {
  const down = head.getAttribute('aria-sort') === 'ascending';
  for (const other of head.parentNode.cells) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
  const order = new Intl.Collator(document.documentElement.lang, {numeric: true});
  const key = ({row}) => row.cells[column].textContent;
  rows.sort((a, b) => (down ? -1 : 1) * order.compare(key(a), key(b)));
  body.append(...rows.map(({row}) => row));
}

for (const [column, head] of Array.from(table.tHead.rows[0].cells).entries()) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = head.textContent;
  button.addEventListener('click', () => sort(column, head));
  head.replaceChildren(button);
}
const form = document.getElementById('filter');
form.hidden = false;
form.addEventListener('input', filter);
form.addEventListener('submit', (event) => event.preventDefault());
filter();
