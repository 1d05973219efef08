using System.Collections.Immutable;
using BgpVerified.Spec.Commands;

namespace BgpVerified.Runtime.Wire;

/// <summary>A sequence of commands in its normal form, and what it has discarded.</summary>
internal sealed class SequenceCodec(ConflictRelation conflicts, Codec<Command> command) : Codec<CommandSequence>, IDescribedCodec
{
    private readonly PlainField<History> discarded = new(new HistoryCodec(conflicts, command), 1);
    private readonly Repeated<Command> commands = new(command, 2);

    public override string Name => "CommandSequence";

    public IEnumerable<string> Lines => ["  History discarded = 1;", $"  {commands.Declaration} commands = 2;"];

    public override void Write(WireWriter to, CommandSequence value)
    {
        var begun = to.Begin();
        discarded.Write(to, value.Discarded);
        commands.Write(to, value);
        to.End(begun);
    }

    public override CommandSequence Read(WireReader from)
    {
        var outer = from.Enter();
        var (gone, kept) = (discarded.Read(from), commands.Read(from));
        from.Leave(outer);
        try
        {
            return CommandSequence.Restore(conflicts, gone, [.. kept ?? []])
                ?? throw new WireException("a sequence of commands is not in its normal form");
        }
        catch (Exception e) when (e is not (WireException or OutOfMemoryException))
        {
            // Whatever says which commands conflict may not be made for commands that nobody would sign.
            throw new WireException("of some commands nobody can say whether they conflict");
        }
    }
}

/// <summary>A discarded beginning; left out where nothing was discarded.</summary>
internal sealed class HistoryCodec(ConflictRelation conflicts, Codec<Command> command) : Codec<History>, IDescribedCodec
{
    private const uint NumberTag = (1 << 3) | 0;
    private const uint DigestTag = (2 << 3) | 2;
    private const uint AuthorTag = (3 << 3) | 2;
    private const uint NameTag = (1 << 3) | 2;
    private const uint BelowTag = (2 << 3) | 0;
    private const uint AboveTag = (3 << 3) | 2;
    private const int DigestSize = 32;

    private readonly Repeated<Command> commands = new(command, 4);

    public override string Name => "History";

    public override History LeftOut => conflicts.NoHistory;

    public IEnumerable<string> Lines =>
    [
        "  int32 number = 1;",
        "  bytes digest = 2;",
        "  message Author {",
        "    string name = 1;",
        "    int32 below = 2;",
        "    repeated int32 above = 3;",
        "  }",
        "  repeated Author authors = 3;",
        $"  {commands.Declaration} commands = 4;",
    ];

    public override bool IsLeftOut(History value) => value.Number == 0;

    public override void Write(WireWriter to, History value)
    {
        var begun = to.Begin();
        to.Varint(NumberTag);
        to.Varint((ulong)value.Number);
        switch (value)
        {
            case DigestHistory digested:
                to.Varint(DigestTag);
                to.Bytes(Convert.FromHexString(digested.Digest));
                foreach (var author in digested.Authors)
                {
                    to.Varint(AuthorTag);
                    Write(to, author);
                }

                break;
            case KeptHistory kept:
                commands.Write(to, kept.Commands);
                break;
            default:
                throw new ArgumentException($"a history of type {value.GetType().Name} has no form in bytes");
        }

        to.End(begun);
    }

    public override History Read(WireReader from)
    {
        var outer = from.Enter();
        var number = from.Tag(NumberTag) ? from.Varint() : 0;
        if (number is 0 or > int.MaxValue)
        {
            throw new WireException("a history has no number of checkpoints");
        }

        History? read;
        if (from.Tag(DigestTag))
        {
            var digest = from.Bytes();
            var text = digest.Length == DigestSize ? Convert.ToHexStringLower(digest) : throw new WireException("a digest has 32 bytes");
            var authors = new List<DiscardedCommands>();
            while (from.Tag(AuthorTag))
            {
                authors.Add(ReadAuthor(from));
            }

            read = DigestHistory.Restore((int)number, text, authors);
        }
        else
        {
            read = KeptHistory.Restore((int)number, commands.Read(from) ?? []);
        }

        from.Leave(outer);
        return read ?? throw new WireException("a history is not as it would be made");
    }

    private static void Write(WireWriter to, DiscardedCommands author)
    {
        var begun = to.Begin();
        to.Varint(NameTag);
        to.String(author.Author);
        to.Varint(BelowTag);
        to.Varint((ulong)author.Below);
        if (author.Above.Count > 0)
        {
            to.Varint(AboveTag);
            var above = to.Begin();
            foreach (var number in author.Above)
            {
                to.Varint((ulong)number);
            }

            to.End(above);
        }

        to.End(begun);
    }

    private static DiscardedCommands ReadAuthor(WireReader from)
    {
        var outer = from.Enter();
        var name = from.Tag(NameTag) ? from.String() : throw new WireException("an author has no name");
        var below = from.Tag(BelowTag) ? Number(from) : throw new WireException("an author has no number of commands");
        var above = ImmutableSortedSet.CreateBuilder<int>();
        if (from.Tag(AboveTag))
        {
            var around = from.Enter();
            do
            {
                var last = above.Count == 0 ? below : above.Max;
                if (Number(from) is var number && number <= last)
                {
                    throw new WireException("an author's numbers are not in rising order");
                }

                above.Add(number);
            }
            while (!from.IsAtEnd);
            from.Leave(around);
        }

        from.Leave(outer);
        return new(name, below, above.ToImmutable());
    }

    private static int Number(WireReader from) =>
        from.Varint() is <= int.MaxValue and var number ? (int)number : throw new WireException("a command's number is not one");
}
