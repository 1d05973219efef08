// Runs tla-checker on requests, one JSON object a line on standard input; answers one JSON object a line.
//   {"source", "cfg"}                    the whole state graph, as {"error"} or {"dot"}
//   {"source", "cfg", "trace"}           the states that lead to a violated invariant, as {"error"} or {"trace"}, null if all hold
//   {"source", "cfg", "state", "exprs"}  the values of expressions in a state, as {"error"} or {"values": [{"value"} or {"error"}]}
//   {"source", "cfg", "state", "variable", "given", "expr"}  the values of an expression in the state with each of the given values
//                                        of a variable, as {"error"} or {"values"}
// A state is an object of expressions by variable.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { initSync, check_spec_with_options, explore_eval, explore_init } from 'tla-checker'

initSync({ module: readFileSync(new URL('./node_modules/tla-checker/tla_checker_bg.wasm', import.meta.url)) })

const most = 2 ** 31 - 1

function check({ source, cfg }, options) {
  return JSON.parse(check_spec_with_options(source, JSON.stringify({
    cfg_source: cfg, constants: {}, max_states: most, max_depth: most, allow_deadlock: true, ...options,
  })))
}

function graph(request) {
  const result = check(request, { export_dot: true, dot_mode: 'full' })
  return result.success ? { dot: result.dot } : { error: `${result.error_type}: ${result.error_message}` }
}

function counterexample(request) {
  const result = check(request, {})
  return result.success ? { trace: null }
    : result.error_type === 'InvariantViolation' ? { trace: result.trace.join('\n') }
    : { error: `${result.error_type}: ${result.error_message}` }
}

// The tool takes a state as it writes states: that of the given expressions is worked out as an initial one.
function given({ source, cfg, state }) {
  const init = Object.entries(state).map(([name, value]) => `    /\\ ${name} = ${value}\n`).join('')
  const module = source.replace(/\n====\s*$/, `\nGivenState ==\n${init}====\n`)
  const initial = JSON.parse(explore_init(module, cfg.replace('INIT Init', 'INIT GivenState'), '{}'))
  if (!initial.ok) {
    throw new Error(initial.error)
  }

  return JSON.stringify(initial.states[0].json)
}

function evaluate(request) {
  const state = given(request)
  return { values: request.exprs.map(expr => {
    const result = JSON.parse(explore_eval(request.source, request.cfg, '{}', state, expr))
    return result.ok ? { value: result.value } : { error: result.error }
  }) }
}

// As the steps of a small graph, so that the module is read once for all of them: one initial state for each given value of the
// variable, and from each a step that writes the expression's value down.
function evaluateEach({ source, cfg, state, variable, given, expr }) {
  const names = Object.keys(state)
  const starts = given.map((value, i) => `    \\/ /\\ written = <<"given", ${i}>>\n`
    + names.map(name => `       /\\ ${name} = ${name === variable ? value : state[name]}\n`).join(''))
  const module = source.replace(/^VARIABLES /m, 'VARIABLES written, ').replace(/\n====\s*$/, `
GivenStates ==
${starts.join('')}
Write ==
    /\\ written[1] = "given"
    /\\ written' = <<"value", written[2], ${expr}>>
    /\\ UNCHANGED <<${names.join(', ')}>>
====
`)
  const found = graph({ source: module, cfg: cfg.replace('INIT Init', 'INIT GivenStates').replace('NEXT Next', 'NEXT Write') })
  if (found.error) {
    return found
  }

  const values = []
  for (const [, text] of found.dot.matchAll(/\[label="((?:[^"\\]|\\.)*)"/g)) {
    const label = text.replace(/\\(.)/g, (_, c) => c === 'n' ? '\n' : c)
    const written = label.match(/^written=<<"value", (\d+), ([^]*?)>>\n\w+=/)
    if (written) {
      values[Number(written[1])] = written[2]
    }
  }

  return { values: given.map((_, i) => values[i]) }
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line)
  let answer
  try {
    answer = 'given' in request ? evaluateEach(request)
      : 'exprs' in request ? evaluate(request)
      : 'trace' in request ? counterexample(request)
      : graph(request)
  } catch (e) {
    answer = { error: String(e) }
  }

  await new Promise(done => process.stdout.write(JSON.stringify(answer) + '\n', done))
}
