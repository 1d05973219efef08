using BgpVerified.Impl.Bgp;
using BgpVerified.Checker.Exploration;
using BgpVerified.Spec.Protocols;
var p = new BgpProtocol();
var scen = p.Scenarios.Single(s => s.Name == args[0]);
var conf = scen.Configuration;
foreach (var a in args.Skip(1)) if (a.StartsWith('-')) conf = conf with { Rules = new(conf.Rules.Where(r => r != a[1..])) };
foreach (var a in args.Skip(1)) { if (a[0] == 'm') conf = conf with { MaxLength = int.Parse(a[1..]) }; if (a[0] == 'B') conf = conf with { Ballots = new(a[1..].Split(',')) }; if (a[0] == 'C') conf = conf with { Commands = new(a[1..].Split(',')), Conflicts=null }; if (a[0]=='L') conf = conf with { Learners = int.Parse(a[1..]) }; }
var max = args.Skip(1).FirstOrDefault(a => char.IsDigit(a[0]) && a!="w2");
var r = new Explorer(p.Build(conf), new() { Symmetry = args.Contains("sym"), AllInterleavings = args.Contains("all"), MaxStates = max is null ? long.MaxValue : long.Parse(max), Workers = args.Contains("w2") ? 2 : 1, Progress = pr => Console.Error.WriteLine(pr) }).Run();
Console.WriteLine($"{r.Verdict} {r.Property} {r.StoppedBy} states={r.DistinctStates} trans={r.Transitions} depth={r.Depth} sec={r.Seconds:0.00} sps={r.StatesPerSecond:0} tps={r.TransitionsPerSecond:0} bps={r.BytesPerState:0.0} hit={r.HitRate:0.00000} reached={string.Join(",", r.Reached)} not={string.Join(",", r.NotReached)}");
if (r.Trace is { } t) foreach (var s in t.Steps) Console.WriteLine($"  {t.Processes[s.Process].Name}: {s.Input.Text} -> {string.Join("; ", s.Sends.Select(x => x.Text))}");
