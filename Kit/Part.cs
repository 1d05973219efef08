using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Kit;

/// <summary>
/// A part of the world, with the type of what is seen of it: the messages that it is gathered from, or something worked out of other
/// parts. Engines remember what follows from it, so keep it as small as the reactions allow.
/// </summary>
/// <typeparam name="TSeen">What is seen; it must have value equality.</typeparam>
public sealed class Part<TSeen>
    where TSeen : class
{
    private readonly Declared declared;

    internal Part(Declared declared, Part part)
    {
        this.declared = declared;
        Untyped = part;
        declared.Parts.Add(part);
    }

    /// <summary>Its name, unique in the model.</summary>
    public string Name => Untyped.Name;

    internal Part Untyped { get; }

    /// <summary>What is worked out of it: a smaller part, on which less depends.</summary>
    /// <typeparam name="TOut">What is seen then.</typeparam>
    /// <param name="name">The new part's name.</param>
    /// <param name="derive">What is seen; pure.</param>
    /// <returns>The new part.</returns>
    public Part<TOut> Select<TOut>(string name, Func<TSeen, TOut> derive)
        where TOut : class => new(declared, new DerivedPart(name, Untyped, Untyped, (seen, _) => derive((TSeen)seen)));

    /// <summary>What is worked out of it and another part.</summary>
    /// <typeparam name="TOther">What is seen of the other.</typeparam>
    /// <typeparam name="TOut">What is seen then.</typeparam>
    /// <param name="name">The new part's name.</param>
    /// <param name="other">The other part.</param>
    /// <param name="derive">What is seen; pure.</param>
    /// <returns>The new part.</returns>
    public Part<TOut> With<TOther, TOut>(string name, Part<TOther> other, Func<TSeen, TOther, TOut> derive)
        where TOther : class
        where TOut : class =>
            new(declared, new DerivedPart(name, Untyped, other.Untyped, (seen, more) => derive((TSeen)seen, (TOther)more)));
}

/// <summary>A statement, and the correct processes that signed it.</summary>
/// <typeparam name="TStatement">What is stated.</typeparam>
/// <param name="Statement">The statement.</param>
/// <param name="Signers">Those who signed it, by their numbers in their role.</param>
public sealed record Signed<TStatement>(TStatement Statement, ProcessSet Signers);

/// <summary>Statements put together.</summary>
internal static class Signed
{
    /// <summary>Each statement with all its signers, in the order of the statements.</summary>
    public static ValueList<Signed<TStatement>> Together<TStatement>(IEnumerable<(int Signer, TStatement Statement)> all) => new(
        from one in all
        group one.Signer by one.Statement into signers
        orderby signers.Key
        select new Signed<TStatement>(signers.Key, ProcessSet.Of(signers)));
}

/// <summary>What a model has declared, in order.</summary>
internal sealed class Declared
{
    public List<Part> Parts { get; } = [];

    public List<Forgery> Forgeries { get; } = [];

    public List<QuorumKind> Quorums { get; } = [];

    /// <summary>Which role handles which type of input, in the order in which handlers are declared.</summary>
    public List<(RoleModel Role, Type Input)> Handled { get; } = [];

    /// <summary>The messages that quorum inputs of a protocol's own are made of, by the type of the input.</summary>
    public Dictionary<Type, Type> MadeOf { get; } = [];

    /// <summary>Which processes a kind of message concerns, where these are not all that handle it.</summary>
    public Dictionary<Type, Func<SignedMessage, ProcessId, bool>> Addressees { get; } = [];
}
