// Runs tla-checker on requests, one JSON object a line on standard input; answers one JSON object a line.
//   {"source", "cfg"}                    the whole state graph, as {"error"} or {"dot"}
//   {"source", "cfg", "trace"}           the states that lead to a violated invariant, as {"error"} or {"trace"}, null if all hold
//   {"source", "cfg", "state", "exprs"}  the values of expressions in a state, as {"error"} or {"values": [{"value"} or {"error"}]}
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

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line)
  let answer
  try {
    answer = 'exprs' in request ? evaluate(request)
      : 'trace' in request ? counterexample(request)
      : graph(request)
  } catch (e) {
    answer = { error: String(e) }
  }

  await new Promise(done => process.stdout.write(JSON.stringify(answer) + '\n', done))
}
