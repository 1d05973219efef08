using System.Globalization;
using System.Text;
using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Scenarios;

/// <summary>
/// A run of a configured protocol by whole quorums, and one message by message, as text: where they begin; and for each
/// step how many inputs were possible and how many of them fair, what was taken, what changed, what was sent, which goals
/// were reached and which properties violated; every message says who sent it. What has not been done yet is done first, so that short runs
/// do much.
/// </summary>
internal sealed class KeptRun
{
    private const int Steps = 40;

    private readonly ISystem system;
    private readonly StringBuilder text = new();
    private readonly HashSet<string> done = [];
    private uint state = 20260101;

    private KeptRun(ISystem system)
    {
        this.system = system;
    }

    public static string Write(ISystem system)
    {
        var run = new KeptRun(system);
        run.Begin();
        run.Of("by quorums", World.Initial(system));
        run.Of("message by message", MessageWorld.Initial(system, Network.Reliable));
        return run.text.ToString();
    }

    private void Begin()
    {
        foreach (var (i, process) in system.Processes.Index())
        {
            var begins = process.Fault == Fault.Byzantine ? ", Byzantine" : $": {string.Join(' ', Fields(system.Initial(i)))}";
            text.Append(CultureInfo.InvariantCulture, $"{process.Name} {process.Role}{begins}\n");
        }
    }

    private void Of(string how, IWorld world)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{how}\n");
        done.Clear();
        for (var step = 1; step <= Steps; step++)
        {
            Assert.All(Enumerable.Range(0, system.Processes.Count),
                i => Assert.All(world.SentBy(i), message => Assert.Equal(i, system.Sender(message))));
            List<(int Process, Offer Offer)> offers = [.. world.Offers()];
            if (Chosen(world, offers) is not var (process, input, next))
            {
                text.Append("nothing is left to happen\n");
                return;
            }

            text.Append(CultureInfo.InvariantCulture,
                $"{step} ({offers.Count(one => one.Offer.Fair)} of {offers.Count}) {system.Processes[process].Name}: {input}");
            Append(" ->", Fields(next.States[process]!).Except(Fields(world.States[process]!)));
            Append("; sends", next.SentBy(process).Where(message => !world.SentBy(process).Contains(message))
                .Select(message => $"[{message} to {string.Join(',', system.Recipients(message).Select(i => system.Processes[i].Name))}]"));
            Append("; reaches", system.Goals.Where(goal => goal.InStep(process, world.States[process]!, input, next.States[process]!)
                && goal.InContext(world.States, input)).Select(goal => goal.Name));
            Append("; violates", system.Properties.Where(property => PropertyCheck.IsViolated(property, world, next))
                .Select(property => property.Name));
            text.Append('\n');
            world = next;
        }

        void Append(string what, IEnumerable<string> items)
        {
            if (string.Join(' ', items) is { Length: > 0 } joined)
            {
                text.Append(CultureInfo.InvariantCulture, $"{what} {joined}");
            }
        }
    }

    /// <summary>
    /// An input that changes something, from a place that hangs on the generator: if there is one, of a kind that the role has not taken.
    /// </summary>
    private (int Process, Input Input, IWorld Next)? Chosen(IWorld world, List<(int Process, Offer Offer)> offers)
    {
        if (offers.Count == 0)
        {
            return null;
        }

        state = unchecked((state * 1664525) + 1013904223);
        var from = (int)((state >> 8) % (uint)offers.Count);
        var ordered = offers.Skip(from).Concat(offers.Take(from)).OrderBy(one => done.Contains(Kind(one.Process, one.Offer.Input)));
        foreach (var (process, offer) in ordered)
        {
            var next = world.Take(process, offer.Input);
            if (!next.Equals(world))
            {
                done.Add(Kind(process, offer.Input));
                return (process, offer.Input, next);
            }
        }

        return null;
    }

    private string Kind(int process, Input input) => $"{system.Processes[process].Role} {input.KindName}";

    private static IEnumerable<string> Fields(object state) =>
        ((IDescribed)state).Fields.Select(field => $"{field.Name}={field.Value}");
}
