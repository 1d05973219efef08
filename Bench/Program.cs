using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using BgpVerified.Bench;

// dotnet run -c Release --project Bench -- faults [--schedules K] [--seeds S] [--only SCENARIO]   the table of docs/SCHEDULES.md
// dotnet run -c Release --project Bench -- wire                               bytes of messages a second
// dotnet run -c Release --project Bench -- --filter '*'                         the benchmarks of docs/PERFORMANCE.md
if (args is ["faults", .. var rest])
{
    return FaultTable.Print(rest, Console.Out, Console.Error);
}

if (args is ["wire"])
{
    return WireTable.Print(Console.Out);
}

var config = ManualConfig.CreateEmpty()
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(2).WithIterationCount(7).WithInvocationCount(1)
        .WithUnrollFactor(1))
    .AddLogger(ConsoleLogger.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddColumn(new RateColumn())
    .WithOptions(ConfigOptions.DisableLogFile | ConfigOptions.JoinSummary);
BenchmarkSwitcher.FromAssembly(typeof(RateColumn).Assembly).Run(args, config);
return 0;
