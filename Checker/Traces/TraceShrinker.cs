using System.Diagnostics;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Schedules;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Checker.Traces;

/// <summary>
/// Brings a violation that some engine found to its smallest form: the smallest configuration, then the fewest steps. The
/// violation stays the same property's.
/// </summary>
/// <remarks>
/// <para>
/// A smaller configuration is one with fewer commands, acceptors, faulty processes, ballots, views, learners or crashes. In
/// each that is tried, the trace is followed as far as it is possible there; if that does not violate the property, a
/// bounded breadth-first exploration looks for it, and then some schedules. The first configuration in which it is found
/// again replaces the one before, until none does.
/// </para>
/// <para>Then <see cref="TraceMinimizer"/> leaves out steps, unless the exploration has found a trace that is shorter.</para>
/// </remarks>
/// <param name="build">Builds the protocol in a configuration.</param>
/// <param name="network">The network of the schedules that are tried.</param>
/// <param name="budget">How long to try smaller configurations, and again as long to leave out steps; what has been reached by then is the
/// result.</param>
/// <param name="maxMemory">Smaller configurations are explored as long as the process uses fewer bytes of memory.</param>
/// <param name="cancellation">Ends it; what has been reached by then is the result.</param>
public sealed class TraceShrinker(Func<Configuration, ISystem> build, Network network, TimeSpan budget, long maxMemory = long.MaxValue,
    CancellationToken cancellation = default)
{
    private const int MostStates = 100_000;
    private const int MostSchedules = 3_000;
    private const int MostSteps = 2_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly Stopwatch watch = Stopwatch.StartNew();

    /// <summary>Whether it was ended before there was nothing more to try.</summary>
    public bool IsCut { get; private set; }

    private bool IsOver => IsPast(budget);

    /// <summary>Shrinks a trace.</summary>
    /// <param name="trace">A trace that violates its property.</param>
    /// <returns>A trace that violates the same property, no longer than the given one in no larger a configuration.</returns>
    public Trace Shrink(Trace trace)
    {
        var smallest = WithAuthors(trace);
        while (!IsOver && Smaller(smallest.Configuration).Select(configuration => Find(configuration, smallest))
            .FirstOrDefault(found => found is not null) is { } found)
        {
            smallest = found;
        }

        var system = build(smallest.Configuration);
        var minimal = TraceMinimizer.Minimize(system, smallest, () => IsPast(2 * budget));
        var shortest = minimal.Delivery == Delivery.Quorums && !IsPast(2 * budget) ? Explore(system, minimal.Property).Trace : null;
        return WithoutUsualAuthors(shortest is not null && shortest.Steps.Count < minimal.Steps.Count ? shortest : minimal);
    }

    /// <summary>Configurations one size smaller, the largest leaps first.</summary>
    internal static IEnumerable<Configuration> Smaller(Configuration c)
    {
        foreach (var commands in Fewer(c.Commands, 1))
        {
            yield return c with { Commands = commands, Conflicts = Among(c.Conflicts, commands), Byzantine = KnownAmong(c, commands) };
        }

        for (var faults = Math.Min(1, c.Faults - 1); faults >= 0 && faults < c.Faults; faults++)
        {
            yield return Resized(c, c.Acceptors - (3 * (c.Faults - faults)), faults);
        }

        // With one acceptor less and as many faults, a protocol of 3f + 1 acceptors, or 5f + 1, may break for another reason.
        if (c.Faults == 0 || c.Acceptors - 1 > 5 * c.Faults)
        {
            yield return Resized(c, c.Acceptors - 1, c.Faults);
        }

        foreach (var byzantine in Fewer(new ValueList<string>(c.Byzantine), 0))
        {
            yield return c with { Byzantine = new(byzantine) };
        }

        foreach (var ballots in Fewer(c.Ballots, 1))
        {
            yield return c with { Ballots = ballots };
        }

        if (c.Views > 1)
        {
            yield return c with { Views = c.Views - 1 };
        }

        if (c.Learners > 1)
        {
            yield return c with { Learners = c.Learners - 1 };
        }

        if (c.Crashes > 0)
        {
            yield return Crashing(c, c.Crashes - 1, c.Crashes == 1 ? ValueSet<string>.Empty : c.Faulty);
        }

        foreach (var faulty in Fewer(new ValueList<string>(c.Faulty), 1))
        {
            yield return Crashing(c, Math.Min(c.Crashes, faulty.Count), new(faulty));
        }

        if (c.Omissions != Omission.None)
        {
            yield return c with { Omissions = Omission.None };
        }

        if (c.Repeats)
        {
            yield return c with { Repeats = false };
        }

        if (c.Orders)
        {
            yield return c with { Orders = false };
        }

        if ((c.MaxLength ?? c.Commands.Count) > 1)
        {
            yield return c with { MaxLength = 1 };
        }
    }

    private static Configuration Crashing(Configuration c, int crashes, ValueSet<string> faulty) =>
        c with { Crashes = crashes, Faulty = faulty, Omissions = crashes == 0 ? Omission.None : c.Omissions };

    private static IEnumerable<ValueList<string>> Fewer(ValueList<string> items, int least)
    {
        if (items.Count / 2 >= Math.Max(least, 1) && items.Count > 3)
        {
            yield return new(items.Take(items.Count / 2));
            yield return new(items.Skip(items.Count / 2));
        }

        for (var i = items.Count - 1; i >= 0 && items.Count > least; i--)
        {
            yield return new(items.Where((_, at) => at != i));
        }
    }

    /// <summary>Other sizes; the Byzantine acceptors are then as many as before, at most f, and the last ones.</summary>
    private static Configuration Resized(Configuration c, int acceptors, int faults)
    {
        var (byzantine, others) = (c.Byzantine.Count(IsAcceptor), c.Byzantine.Where(name => !IsAcceptor(name)));
        var left = Math.Max(Math.Min(byzantine - (c.Faults - faults), acceptors), 0);
        return c with
        {
            Acceptors = acceptors,
            Faults = faults,
            FastFaults = c.FastFaults is { } fast ? Math.Min(fast, Math.Max(faults, 0)) : null,
            Crashes = Math.Min(c.Crashes, Math.Max(acceptors, 0)),
            Byzantine = new(others.Concat(Enumerable.Range(0, left).Select(i => $"a{acceptors - i}"))),
        };
    }

    private static bool IsAcceptor(string name) => name.Length > 1 && name[0] == 'a' && char.IsAsciiDigit(name[1]);

    private static ValueSet<string> KnownAmong(Configuration c, ValueList<string> commands) =>
        new(c.Byzantine.Where(name => name[0] != 'p' || commands.Any(command => command.EndsWith("@" + name, StringComparison.Ordinal))));

    private static ValueList<string>? Among(ValueList<string>? conflicts, ValueList<string> commands)
    {
        var names = commands.Select(command => command.Split('@', '*')[0]).ToHashSet();
        return conflicts is null ? null : new ValueList<string>(conflicts.Where(pair => pair.Split('-').All(names.Contains)));
    }

    /// <summary>The trace with every command's author named, so that commands can be left out.</summary>
    private static Trace WithAuthors(Trace trace) => trace with
    {
        Configuration = trace.Configuration with
        {
            Commands = new(trace.Configuration.Commands.Select((command, i) => command.Contains('@', StringComparison.Ordinal)
                ? command
                : $"{command}@p{i + 1}")),
        },
    };

    /// <summary>The trace with the authors left out where they are the usual ones: the i-th command is by the i-th proposer.</summary>
    private static Trace WithoutUsualAuthors(Trace trace)
    {
        var commands = trace.Configuration.Commands;
        return trace with
        {
            Configuration = trace.Configuration with
            {
                Commands = commands.Index().All(command => command.Item.EndsWith($"@p{command.Index + 1}", StringComparison.Ordinal))
                    ? new(commands.Select(command => command[..command.IndexOf('@', StringComparison.Ordinal)]))
                    : commands,
            },
        };
    }

    private Trace? Find(Configuration configuration, Trace trace)
    {
        if (IsOver || Build(configuration) is not { } system || system.Properties.All(property => property.Name != trace.Property))
        {
            return null;
        }

        if (TraceMinimizer.Transfer(system, trace) is { } transferred)
        {
            return transferred;
        }

        if (trace.Delivery == Delivery.Quorums && Explore(system, trace.Property) is { Verdict: not Verdict.Incomplete } explored)
        {
            return explored.Trace;
        }

        return Sample(system, trace);
    }

    private ISystem? Build(Configuration configuration)
    {
        try
        {
            return build(configuration);
        }
        catch (InvalidConfigurationException)
        {
            return null;
        }
    }

    private bool IsPast(TimeSpan end)
    {
        IsCut |= cancellation.IsCancellationRequested || watch.Elapsed >= end;
        return IsCut;
    }

    private ExplorationResult Explore(ISystem system, string property) => new Explorer(system, new()
    {
        Symmetry = true,
        MaxStates = MostStates,
        MaxTime = Patience,
        MaxMemory = maxMemory,
        Property = property,
        Cancellation = cancellation,
    }).Run();

    private Trace? Sample(ISystem system, Trace trace)
    {
        var options = new ScheduleOptions
        {
            Network = network,
            Schedules = MostSchedules,
            MaxSteps = MostSteps,
            MaxTime = Patience / 4,
            MaxMemory = maxMemory,
            Property = trace.Property,
            Cancellation = cancellation,
        };
        return ((IEnumerable<IScheduler>)[new SwarmScheduler(1), new PctScheduler(1), new DelayScheduler(1), new RandomScheduler(1)])
            .Select(scheduler => IsOver ? null : ScheduleSearch.Run(system, scheduler, options).Found)
            .OfType<FoundRun>()
            .Select(found => trace.Delivery == Delivery.Quorums
                ? RunTrace.Of(system, network, trace.Property, found.Choices)
                : RunTrace.ByMessages(system, network, trace.Property, found.Choices))
            .FirstOrDefault(found => found.Delivery == trace.Delivery);
    }
}
