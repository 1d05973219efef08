using System.Collections.Immutable;
using BgpVerified.Cli.Hosted;
using BgpVerified.Impl.Bgp;
using BgpVerified.Impl.BgpMachine;
using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Runtime.Wire;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Values;
using Xunit;
using Command = BgpVerified.Spec.Commands.Command;

namespace BgpVerified.PropertyTests.Wire;

public sealed class WireFormatTests
{
    private static readonly WireFormat Plain = new(
        [.. BgpWire.OfBgp, .. BgpWire.OfMachine], _ => ConflictRelation.None);

    [Fact]
    public void What_is_read_is_what_was_written_in_walks_through_all_scenarios()
    {
        var kinds = new HashSet<Type>();
        var count = 0;
        foreach (var walk in Walk.All)
        {
            var known = new Dictionary<string, object>();
            foreach (var value in walk.Values())
            {
                var bytes = walk.Format.Write(value);
                var read = walk.Format.Read(bytes);
                Assert.Equal(value, read);
                Assert.Equal(value.GetType(), read.GetType());
                Assert.Equal(bytes, walk.Format.Write(read));
                Assert.True(known.TryAdd(Convert.ToHexString(bytes), value) || known[Convert.ToHexString(bytes)].Equals(value),
                    $"{walk.Name}: two values have the bytes of {value}");
                kinds.Add(value.GetType());
                count++;
            }

            Assert.Equal(known.Count, known.Values.Distinct().Count());
        }

        Assert.True(count > 4_000, $"{count} values");
        Type[] seldom =
        [
            typeof(CommandRequest), typeof(BallotOpened), typeof(Fast), typeof(UniversalPhase2A), typeof(Checkpointed),
            typeof(Quorum<Checkpointed>), typeof(Reports<Verify>), typeof(Reports<Phase2B>), typeof(Balances), typeof(Entries),
            typeof(StableState),
        ];
        Assert.Empty(BgpWire.OfBgp.Concat(BgpWire.OfMachine).Select(type => type.Type).Except(kinds).Except(seldom));
    }

    [Fact]
    public void Bytes_that_are_changed_are_refused_or_are_those_of_another_value()
    {
        var random = new Random(7);
        var samples = Walk.All.SelectMany(walk => walk.Values().Distinct().Select(value => (walk.Format, Bytes: walk.Format.Write(value))))
            .ToList();
        var (refused, read) = (0, 0);
        for (var i = 0; i < 100_000; i++)
        {
            var (format, bytes) = samples[random.Next(samples.Count)];
            var changed = Changed(bytes, samples[random.Next(samples.Count)].Bytes, random);
            try
            {
                var value = format.Read(changed);
                read++;
                Assert.Equal(changed, format.Write(value));
            }
            catch (WireException)
            {
                refused++;
            }
        }

        Assert.True(refused > 50_000 && read > 1_000, $"{refused} refused, {read} read");
    }

    [Fact]
    public void Bytes_of_nothing_are_refused()
    {
        var random = new Random(11);
        for (var i = 0; i < 50_000; i++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            try
            {
                Assert.Equal(bytes, Plain.Write(Plain.Read(bytes)));
            }
            catch (WireException)
            {
            }
        }
    }

    [Theory]
    [InlineData("", "unknown type")]
    [InlineData("5A00", "ok")]
    [InlineData("5A021803", "unknown, out of order")]
    [InlineData("5A0310AC02", "ok")]
    [InlineData("5A0310AC82", "within a number")]
    [InlineData("5A04108C8200", "more bytes than it needs")]
    [InlineData("5A021000", "left out")]
    [InlineData("5A0510FFFFFFFF", "within a number")]
    [InlineData("5A7F10", "a length is beyond the end")]
    [InlineData("5A0610FFFFFFFF0F", "not one of int32")]
    [InlineData("5A0B10FFFFFFFFFFFFFFFFFF7F", "more than 64 bits")]
    [InlineData("5A0310AC0200", "after the end")]
    [InlineData("5A0410011001", "unknown, out of order, or there twice")]
    [InlineData("5A0410010861", "unknown, out of order")]
    [InlineData("5AFFFFFFFF0F", "beyond the end")]
    [InlineData("FA0F00", "unknown type")]
    public void What_is_not_canonical_is_refused_with_the_reason(string hex, string reason)
    {
        var bytes = Convert.FromHexString(hex);
        if (reason.EndsWith("ok", StringComparison.Ordinal))
        {
            Assert.Equal(bytes, Plain.Write(Plain.Read(bytes)));
            return;
        }

        Assert.Contains(reason, Assert.Throws<WireException>(() => Plain.Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sequences_and_sets_in_another_order_are_refused()
    {
        var (a, b) = (new Command("a", "p1", "p1"), new Command("b", "p1", "p1"));
        var sequence = CommandSequence.Of(ConflictRelation.None, a, b);
        var bytes = Plain.Write(new Verify(new(0, 1), sequence));
        Assert.Equal(bytes, Plain.Write(new Verify(new(0, 1), CommandSequence.Of(ConflictRelation.None, b, a))));
        Assert.Contains("normal form", Refusal(Swapped(bytes)), StringComparison.Ordinal);
        bytes = Plain.Write(new ProposerState(default, BallotKind.Fast, new([a, b])));
        Assert.Contains("rising order", Refusal(Swapped(bytes)), StringComparison.Ordinal);
        Assert.Contains("rising order", Refusal([.. bytes.Select(part => part == (byte)'b' ? (byte)'a' : part)]), StringComparison.Ordinal);
        bytes = Plain.Write(new Begin(new(["a", "b"])));
        Assert.Contains("rising order", Refusal(Swapped(bytes)), StringComparison.Ordinal);

        // Where they conflict, the other order is another value.
        var total = new WireFormat([.. BgpWire.OfBgp], _ => ConflictRelation.Total);
        bytes = total.Write(new Verify(new(0, 1), CommandSequence.Of(ConflictRelation.Total, a, b)));
        Assert.Equal(new Verify(new(0, 1), CommandSequence.Of(ConflictRelation.Total, b, a)), total.Read(Swapped(bytes)));

        static byte[] Swapped(byte[] bytes) =>
            [.. bytes.Select(part => part switch { (byte)'a' => (byte)'b', (byte)'b' => (byte)'a', _ => part })];

        static string Refusal(byte[] bytes) => Assert.Throws<WireException>(() => Plain.Read(bytes)).Message;
    }

    [Fact]
    public void Numbers_texts_and_processes_of_every_kind_come_back()
    {
        int[] numbers = [0, 1, -1, 127, 128, 300, int.MaxValue, int.MinValue];
        foreach (var number in numbers)
        {
            foreach (var letter in "\0a z\x7f")
            {
                var message = new Suspicion(number) { From = new(letter, number) };
                Assert.Equal(message, Plain.Read(Plain.Write(message)));
            }
        }

        foreach (var text in (string[])["", "a", "é€😀", new string('x', 100_000)])
        {
            var message = new Forward(new(text, text, "") { Sequence = text.Length == 0 ? null : 0 });
            Assert.Equal(message, Plain.Read(Plain.Write(message)));
        }

        ProcessSet[] sets = [ProcessSet.None, ProcessSet.Of(0), ProcessSet.Of(127), ProcessSet.First(128), ProcessSet.First(9)];
        foreach (var set in sets)
        {
            var quorum = new Quorum<Suspicion>(new(3), set);
            Assert.Equal(quorum, Plain.Read(Plain.Write(quorum)));
        }

        Assert.ThrowsAny<ArgumentException>(() => Plain.Write(new Forward(new("\ud800", "", ""))));
        Assert.Throws<ArgumentException>(() => Plain.Write(new object()));
    }

    [Fact]
    public void Discarded_beginnings_come_back_with_all_that_they_know()
    {
        var conflicts = ConflictRelation.None.WithCheckpoints(command => command.Name.StartsWith('k'), DigestHistory.None, true);
        var format = new WireFormat([.. BgpWire.OfBgp], _ => conflicts);
        Command[] commands =
        [
            .. Enumerable.Range(0, 40).Select(i =>
                new Command($"c{i}", $"p{i % 3}", $"p{i % 3}") { Sequence = (i / 3) + (i % 7 == 0 ? 5 : 0) }),
        ];
        var history = DigestHistory.None.Then([.. commands, new Command("k", "k1", "k1") { Sequence = 0 }]);
        var message = new Checkpointed(history) { From = new('a', 1) };
        var bytes = format.Write(message);
        var read = (Checkpointed)format.Read(bytes);
        Assert.Equal(message, read);
        Assert.Equal(bytes, format.Write(read));
        Assert.All(commands, command => Assert.True(read.History.Contains(command)));
        Assert.False(read.History.Contains(new("c", "p1", "p1") { Sequence = 100 }));
        var sequence = CommandSequence.Of(conflicts, commands[0]).StartingAt(history);
        Assert.Equal(new Verify(new(1, 2), sequence), format.Read(format.Write(new Verify(new(1, 2), sequence))));
        Assert.Equal(new Checkpointed(KeptHistory.None), format.Read(format.Write(new Checkpointed(DigestHistory.None))));
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            var changed = Changed(bytes, bytes, random);
            try
            {
                Assert.Equal(changed, format.Write(format.Read(changed)));
            }
            catch (WireException)
            {
            }
        }
    }

    [Fact]
    public void A_sequence_is_restored_from_its_normal_form_only()
    {
        var random = new Random(3);
        Command[] letters = [.. "abcdef".Select(letter => new Command($"{letter}", "p1", "p1"))];
        var (restored, refused) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var pairs = letters.SelectMany(x => letters.Select(y => (x.Name, y.Name))).Where(_ => random.Next(4) == 0).ToList();
            var conflicts = ConflictRelation.FromPairs(pairs, random.Next(3) == 0 ? ["c"] : []);
            ImmutableArray<Command> items = [.. Enumerable.Range(0, random.Next(7)).Select(_ => letters[random.Next(letters.Length)])];
            var normal = CommandSequence.Of(conflicts, items);
            var read = CommandSequence.Restore(conflicts, conflicts.NoHistory, items);
            Assert.Equal(normal.SequenceEqual(items), read is not null);
            Assert.True(read is null || read.Equals(normal));
            _ = read is null ? refused++ : restored++;
        }

        Assert.True(restored > 1_000 && refused > 1_000, $"{restored} restored, {refused} refused");
    }

    /// <summary>A byte or a few changed, left out, put in, cut off, or taken from others.</summary>
    internal static byte[] Changed(byte[] bytes, byte[] others, Random random)
    {
        var changed = bytes.ToList();
        for (var times = 1 + random.Next(3); times > 0; times--)
        {
            var at = random.Next(changed.Count + 1);
            switch (random.Next(7))
            {
                case 0 when at < changed.Count:
                    changed[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1 when at < changed.Count:
                    changed[at] = (byte)random.Next(256);
                    break;
                case 2 when at < changed.Count:
                    changed.RemoveAt(at);
                    break;
                case 3:
                    changed.Insert(at, (byte)random.Next(256));
                    break;
                case 4:
                    changed.RemoveRange(at, changed.Count - at);
                    break;
                case 5:
                    changed.AddRange(others);
                    break;
                default:
                    var from = random.Next(others.Length);
                    changed.InsertRange(at, others.AsSpan(from, random.Next(others.Length - from)));
                    break;
            }
        }

        return [.. changed];
    }
}
