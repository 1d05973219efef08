using System.Numerics;

namespace BgpVerified.Impl.Generals.Search;

/// <summary>How many algorithms of a form there are, and how many fulfil the conditions of interactive consistency.</summary>
/// <param name="Relays">The choices of what is sent; with each of them every function of what is received is tried as what to obey.</param>
/// <param name="Algorithms">All algorithms.</param>
/// <param name="Ic1">Those in which all loyal lieutenants obey the same order, whatever traitors do.</param>
/// <param name="Ic2">Those in which they obey a loyal commander's order, whatever traitors do.</param>
/// <param name="Both">Those that solve the problem.</param>
public sealed record AlgorithmTally(long Relays, BigInteger Algorithms, BigInteger Ic1, BigInteger Ic2, BigInteger Both);

/// <summary>A run in which an algorithm fails.</summary>
/// <param name="Condition">The condition that is violated.</param>
/// <param name="Traitors">The traitors, by number.</param>
/// <param name="Order">The loyal commander's order; null if he is a traitor.</param>
/// <param name="Sent">What was sent on each wire.</param>
public sealed record FailedRun(string Condition, IReadOnlyList<int> Traitors, int? Order, IReadOnlyList<int> Sent);

/// <summary>
/// Goes through all algorithms of a form and all that traitors can do. What lieutenants obey is not enumerated function by function: a
/// function is one order for each view, a run in which the commander is loyal says which order that is (IC2), and one in which he is not
/// says of two views that it is the same (IC1). So all functions that fulfil the conditions are found, and counted, at once.
/// </summary>
public sealed class AlgorithmSearch
{
    private readonly AlgorithmForm form;
    private readonly Wire[] wires;
    private readonly int[][] known;
    private readonly int[][] received;
    private readonly int[] firstView;
    private readonly int views;
    private readonly List<Behaviour> runs = [];

    /// <summary>Begins a search.</summary>
    /// <param name="form">The form.</param>
    public AlgorithmSearch(AlgorithmForm form)
    {
        this.form = form;
        wires = [.. form.Wires.OrderBy(wire => wire.Round)];
        known = [.. wires.Select(wire => Into(wire.Sender, wire.Round))];
        received = [.. Enumerable.Range(0, form.Generals).Select(general => Into(general, int.MaxValue))];
        firstView = new int[form.Generals + 1];
        for (var general = 1; general < form.Generals; general++)
        {
            firstView[general] = views;
            views += (int)Math.Pow(form.Symbols, received[general].Length);
        }

        foreach (var traitors in Enumerable.Range(0, 1 << form.Generals).Where(set => int.PopCount(set) == form.Traitors))
        {
            var lying = wires.Index().Where(wire => (traitors & (1 << wire.Item.Sender)) != 0).Select(wire => wire.Index).ToList();
            foreach (var order in (traitors & 1) != 0 ? [-1] : (int[])[0, 1])
            {
                runs.AddRange(Words(lying.Count, form.Symbols).Select(lies => new Behaviour(traitors, order,
                    [.. wires.Select((_, at) => lying.IndexOf(at) is >= 0 and var lie ? lies[lie] : -1)])));
            }
        }
    }

    /// <summary>Every choice of the rules: for each, what is sent in each state of knowledge.</summary>
    /// <returns>The choices, the rules' tables.</returns>
    public IEnumerable<int[][]> Choices()
    {
        var tables = Enumerable.Range(0, form.Rules).Select(rule => Tables(Array.FindIndex(wires, wire => wire.Rule == rule))).ToList();
        var choice = new int[tables.Count];
        while (true)
        {
            yield return [.. choice.Select((table, rule) => tables[rule][table])];
            var at = 0;
            while (at < choice.Length && ++choice[at] == tables[at].Count)
            {
                choice[at++] = 0;
            }

            if (at == choice.Length)
            {
                yield break;
            }
        }
    }

    /// <summary>Goes through all algorithms.</summary>
    /// <returns>How many there are, and how many are right.</returns>
    public AlgorithmTally Run()
    {
        var (relays, ic1, ic2, both) = (0L, BigInteger.Zero, BigInteger.Zero, BigInteger.Zero);
        var sent = new int[wires.Length];
        var same = new int[views];
        var must = new int[views];
        foreach (var choice in Choices())
        {
            relays++;
            for (var view = 0; view < views; view++)
            {
                (same[view], must[view]) = (view, -1);
            }

            var (contradicts, obliged) = Require(choice, sent, same, must);
            var (free, groups, isSolved) = Solve(same, must);
            ic1 += BigInteger.One << groups;
            ic2 += contradicts ? 0 : BigInteger.One << (views - obliged);
            both += contradicts || !isSolved ? 0 : BigInteger.One << free;
        }

        return new(relays, relays * (BigInteger.One << views), ic1, ic2, both);
    }

    /// <summary>Runs one algorithm against everything that traitors can do.</summary>
    /// <param name="choice">What is sent.</param>
    /// <param name="obeys">What a lieutenant obeys, by what he has received, in the order of the form's wires.</param>
    /// <returns>The first run in which it fails; null if it is right.</returns>
    public FailedRun? Try(int[][] choice, Func<int, IReadOnlyList<int>, int> obeys) => Failures(choice, obeys).FirstOrDefault();

    /// <summary>Runs one algorithm against everything that traitors can do.</summary>
    /// <param name="choice">What is sent.</param>
    /// <param name="obeys">What a lieutenant obeys, by what he has received, in the order of the form's wires.</param>
    /// <returns>The runs in which it fails: by IC2 where the commander is loyal, by IC1 where he is not.</returns>
    public IEnumerable<FailedRun> Failures(int[][] choice, Func<int, IReadOnlyList<int>, int> obeys)
    {
        var sent = new int[wires.Length];
        foreach (var run in runs.Where(run => Happens(run, choice, sent)))
        {
            var obeyed = Enumerable.Range(1, form.Generals - 1).Where(general => (run.Traitors & (1 << general)) == 0)
                .Select(general => obeys(general, [.. received[general].Select(wire => sent[wire])])).ToList();
            var failed = run.Order >= 0 ? obeyed.Exists(order => order != run.Order) ? "IC2" : null
                : obeyed.Distinct().Count() > 1 ? "IC1" : null;
            if (failed is not null)
            {
                yield return new(failed, [.. Enumerable.Range(0, form.Generals).Where(general => (run.Traitors & (1 << general)) != 0)],
                    run.Order >= 0 ? run.Order : null, [.. sent]);
            }
        }
    }

    private static IEnumerable<int[]> Words(int length, int symbols) => Enumerable.Range(0, (int)Math.Pow(symbols, length))
        .Select(word => Enumerable.Range(0, length).Select(at => word / (int)Math.Pow(symbols, at) % symbols).ToArray());

    private int[] Into(int general, int before) =>
        [.. wires.Index().Where(wire => wire.Item.Receiver == general && wire.Item.Round < before).Select(wire => wire.Index)];

    /// <summary>The functions of what the sender of a message knows: of an order of his own, and of what he has received.</summary>
    private IReadOnlyList<int[]> Tables(int wire)
    {
        var isCommander = wires[wire].Sender == 0;
        var states = (isCommander ? 2 : 1) * (int)Math.Pow(form.Symbols, known[wire].Length);
        return [.. Words(states, form.Symbols).Where(table => !form.IsSigned || table.Index().All(entry =>
            entry.Item == AlgorithmForm.Nothing || Received(entry.Index, known[wire].Length).Contains(entry.Item)))];
    }

    private int[] Received(int state, int count) => [.. Enumerable.Range(0, count).Select(at => state / (int)Math.Pow(form.Symbols, at)
        % form.Symbols)];

    /// <summary>
    /// What all runs ask of the orders obeyed in the views; whether IC2 contradicts itself, and of how many views it says something.
    /// </summary>
    private (bool Contradicts, int Obliged) Require(int[][] choice, int[] sent, int[] same, int[] must)
    {
        var (contradicts, obliged) = (false, 0);
        foreach (var run in runs)
        {
            if (!Happens(run, choice, sent))
            {
                continue;
            }

            var first = -1;
            for (var general = 1; general < form.Generals; general++)
            {
                if ((run.Traitors & (1 << general)) != 0)
                {
                    continue;
                }

                var view = ViewOf(general, sent);
                if (run.Order >= 0)
                {
                    contradicts |= must[view] == 1 - run.Order;
                    obliged += must[view] < 0 ? 1 : 0;
                    must[view] = run.Order;
                }
                else if (first < 0)
                {
                    first = view;
                }
                else
                {
                    same[Root(same, view)] = Root(same, first);
                }
            }
        }

        return (contradicts, obliged);
    }

    /// <summary>
    /// The groups of views with the same order, those of them whose order is free, and whether there is an order for each.
    /// </summary>
    private (int Free, int Groups, bool IsSolved) Solve(int[] same, int[] must)
    {
        var said = new int[views];
        Array.Fill(said, -1);
        var isSolved = true;
        for (var view = 0; view < views; view++)
        {
            if (must[view] >= 0)
            {
                var root = Root(same, view);
                isSolved &= said[root] < 0 || said[root] == must[view];
                said[root] = must[view];
            }
        }

        var (free, groups) = (0, 0);
        for (var view = 0; view < views; view++)
        {
            if (same[view] == view)
            {
                groups++;
                free += said[view] < 0 ? 1 : 0;
            }
        }

        return (free, groups, isSolved);
    }

    private static int Root(int[] same, int view)
    {
        while (same[view] != view)
        {
            view = same[view] = same[same[view]];
        }

        return view;
    }

    /// <summary>What is sent in a run; false if the traitors cannot send what they should.</summary>
    private bool Happens(Behaviour run, int[][] choice, int[] sent)
    {
        for (var at = 0; at < wires.Length; at++)
        {
            var wire = wires[at];
            if (run.Lies[at] < 0)
            {
                sent[at] = wire.Rule < 0 ? run.Order : choice[wire.Rule][StateOf(at, run.Order, sent)];
            }
            else if (form.IsSigned && wire.Sender != 0 && run.Lies[at] != AlgorithmForm.Nothing && (run.Traitors & 1) == 0
                && run.Lies[at] != run.Order)
            {
                return false;
            }
            else
            {
                sent[at] = run.Lies[at];
            }
        }

        return true;
    }

    /// <summary>What the sender of a message knows, as a number: what he has received, and before it the commander's own order.</summary>
    private int StateOf(int wire, int order, int[] sent)
    {
        var state = wires[wire].Sender == 0 ? order : 0;
        for (var at = known[wire].Length - 1; at >= 0; at--)
        {
            state = (state * form.Symbols) + sent[known[wire][at]];
        }

        return state;
    }

    private int ViewOf(int general, int[] sent)
    {
        var view = 0;
        for (var at = received[general].Length - 1; at >= 0; at--)
        {
            view = (view * form.Symbols) + sent[received[general][at]];
        }

        return firstView[general] + view;
    }

    /// <summary>What traitors do: what each of their messages is; a loyal commander's order.</summary>
    private sealed record Behaviour(int Traitors, int Order, int[] Lies);
}
