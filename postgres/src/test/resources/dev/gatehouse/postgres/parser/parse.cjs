// Has Node.js run the package's own module. In: one text a line, in Base64. Out, for each, one line: the
// bytes of the tree in Base64, or the error's message in Base64, "@" and its cursor.
const glue = process.argv[2];
const lines = require('node:fs').readFileSync(0, 'latin1').split('\n').filter(Boolean);

function bytesAt(module, address) {
  return Buffer.from(module.HEAPU8.subarray(address, module.HEAPU8.indexOf(0, address)));
}

function parse(module, sql) {
  const text = module._malloc(sql.length + 1);
  module.HEAPU8.set(sql, text);
  module.HEAPU8[text + sql.length] = 0;
  const result = module._wasm_parse_query_raw(text);
  const tree = module.getValue(result, 'i32');
  const error = module.getValue(result + 8, 'i32');
  const answer = error
    ? bytesAt(module, module.getValue(error, 'i32')).toString('base64') +
      '@' + module.getValue(error + 16, 'i32')
    : bytesAt(module, tree).toString('base64');
  module._free(text);
  module._wasm_free_parse_result(result);
  return answer;
}

require(glue)().then((module) => {
  const answers = lines.map((line) => parse(module, Buffer.from(line, 'base64')));
  process.stdout.write(answers.map((answer) => answer + '\n').join(''));
});
