using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using BgpVerified.Host.Nodes;
using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Spec.Commands;

namespace BgpVerified.Faults.Statements;

/// <summary>
/// Writes down what a node signs, before it leaves, and what it accepts from others: a line each on the node's standard output, of which
/// <see cref="StatementChecks"/> makes sense.
/// </summary>
/// <param name="inner">Signs and checks.</param>
/// <param name="write">Takes a line; it must be out of the process when it returns.</param>
public sealed class StatementLines(IEnvelopes inner, Action<string> write) : IEnvelopes
{
    /// <summary>What lines begin with.</summary>
    public const char Mark = '#';

    private static readonly ConditionalWeakTable<Command, string> Names = [];

    /// <inheritdoc/>
    public byte[]? Seal(SignedMessage message)
    {
        var bytes = inner.Seal(message);
        if (bytes is not null)
        {
            write($"{Mark}said {Digest(bytes)} {Of(message)}");
        }

        return bytes;
    }

    /// <inheritdoc/>
    public SignedMessage? Open(byte[] bytes, int machine)
    {
        var message = inner.Open(bytes, machine);
        if (message is not null)
        {
            write(string.Create(CultureInfo.InvariantCulture, $"{Mark}heard {Digest(bytes)} {machine} {message.GetType().Name}"));
        }

        return message;
    }

    /// <inheritdoc/>
    public byte[] HeldBy(object state) => inner.HeldBy(state);

    /// <inheritdoc/>
    public void Restore(byte[] saved) => inner.Restore(saved);

    /// <summary>A statement in a line: the sender, its kind, and what later statements are held against.</summary>
    internal static string Of(SignedMessage message) => message switch
    {
        Phase1A m => $"{m.From} open {Of(m.Ballot)}",
        Phase1B m => $"{m.From} promise {Of(m.Ballot)} {Of(m.Proven.Ballot)}",
        Phase2A m => $"{m.From} propose {Of(m.Ballot)} {Of(m.Value)}",
        Verify m => $"{m.From} vote {Of(m.Ballot)} {Of(m.Value)}",
        Phase2B m => $"{m.From} prove {Of(m.Ballot)} {Of(m.Value)}",
        _ => $"{message.From} {message.GetType().Name}",
    };

    private static string Of(Ballot ballot) => string.Create(CultureInfo.InvariantCulture, $"{ballot.View}.{ballot.Number}");

    /// <summary>How many checkpoints are discarded, and the names of the commands, in short.</summary>
    private static string Of(CommandSequence value) => string.Create(
        CultureInfo.InvariantCulture,
        $"{value.Discarded.Number} {string.Join(',', value.Select(Name))}");

    private static string Name(Command command) => Names.GetValue(command, one => Digest(Encoding.UTF8.GetBytes(one.Name)));

    private static string Digest(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Convert.ToHexString(hash[..8]);
    }
}
