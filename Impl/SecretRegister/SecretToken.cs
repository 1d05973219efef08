using BgpVerified.Kit;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.SecretRegister;

/// <summary>A token: what it claims was read, and the secrets that it reveals.</summary>
/// <remarks>Section 8: "IT ByzPaxos implements tokens as sequences of secrets".</remarks>
/// <param name="Token">The value and the timestamp.</param>
/// <param name="Secrets">The secrets, all of them right ones.</param>
public sealed record SecretToken(Token Token, ValueSet<Secret> Secrets)
{
    /// <summary>The token for ⊥ at timestamp 0, which reveals each S_ts'^⊥ where ts' &lt; 0: none.</summary>
    /// <remarks>So the first write is free without a rule that says so: the first optimization of section 6.2.</remarks>
    public static SecretToken First { get; } = new(new(null, 0), ValueSet<Secret>.Empty);

    /// <summary>
    /// The token that acceptors' reports make at a timestamp: for the value that was visible last, if nothing since was or will be
    /// total; else for ⊥; null if they do not make one.
    /// </summary>
    public static SecretToken? From(int timestamp, IReadOnlyList<TimestampChange> reports, SecretConfig config)
    {
        var shares = reports.SelectMany(report => report.Released).CountBy(released => released);
        var known = new ValueSet<Secret>(
        [
            .. reports.Select(report => report.Revealed).OfType<Secret>(),
            .. shares.Where(share => share.Value >= config.BottomSize).Select(share => Secret.OfBottom(share.Key)),
            .. reports.Count >= config.TurnSize ? [Secret.OfTurn(timestamp)] : Enumerable.Empty<Secret>(),
        ]);
        return known.Where(secret => secret.IsOfValue).Reverse().Select(secret => secret.Of).Append(null)
            .Select(value => Of(new(value, timestamp), known))
            .FirstOrDefault(token => token.Proves(config));
    }

    /// <summary>The token that shows what it can with the secrets that somebody knows.</summary>
    public static SecretToken Of(Token token, ValueSet<Secret> known) => new(
        token,
        new(known.Where(secret =>
            secret == Secret.OfTurn(token.Timestamp)
            || (secret.Timestamp < token.Timestamp && (secret.Of == Secret.Bottom || secret.Of == token.Value)))));

    /// <summary>Whether it shows that a write is legal: it is a token of the write's timestamp, for ⊥ or the value written.</summary>
    public bool Shows(TimestampedValue written, SecretConfig config) =>
        Token.Timestamp == written.Timestamp && Token.Allows(written.Value) && Proves(config);

    /// <summary>Whether the secrets prove what a token does.</summary>
    /// <remarks>
    /// Section 8: a token for v "proves that a proposer visibly wrote v for ts' &lt; ts and that every write between ts' and ts is not nor
    /// ever will be total": it reveals "the secret S_ts'^v, and each secret S_ts''^⊥, where ts' &lt; ts'' &lt; ts". One for ⊥ reveals "each
    /// secret S_ts'^⊥, where ts' &lt; ts". Besides, that it is the timestamp's turn (R11).
    /// </remarks>
    public bool Proves(SecretConfig config) =>
        (Token.Timestamp == 0 || config.Asks(SecretRule.TurnShown, Secrets.Contains(Secret.OfTurn(Token.Timestamp))))
        && (Token.Value is null
            ? config.Asks(SecretRule.BottomBefore, NothingAfter(-1))
            : Enumerable.Range(0, Token.Timestamp).Any(earlier =>
                config.Asks(SecretRule.ValueShown, Secrets.Contains(new(earlier, Token.Value)))
                && config.Asks(SecretRule.BottomBetween, NothingAfter(earlier))));

    /// <inheritdoc/>
    public override string ToString() => $"token {Token} by {(Secrets.Count > 0 ? string.Join(' ', Secrets) : "nothing")}";

    private bool NothingAfter(int earlier) =>
        Enumerable.Range(earlier + 1, Token.Timestamp - earlier - 1).All(timestamp => Secrets.Contains(Secret.OfBottom(timestamp)));
}
