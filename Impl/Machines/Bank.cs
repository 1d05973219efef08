using BgpVerified.Spec.Machines;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Machines;

/// <summary>An account, and what is in it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Balance">The balance, at least 1: an empty account is left out.</param>
public sealed record Account(string Name, long Balance) : IComparable<Account>
{
    /// <summary>By name.</summary>
    /// <param name="other">The other account.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(Account? other) =>
        string.CompareOrdinal(Name, other?.Name) is not 0 and var order ? order : Balance.CompareTo(other!.Balance);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}={Balance}";
}

/// <summary>The state of a bank.</summary>
/// <param name="Accounts">The accounts that are not empty, by name.</param>
/// <param name="Donated">What was donated so far.</param>
public sealed record Balances(ValueSet<Account> Accounts, long Donated) : MachineState
{
    /// <summary>The balance of an account.</summary>
    /// <param name="account">Its name.</param>
    /// <returns>The balance, at least 0.</returns>
    public long Of(string account) => Accounts.FirstOrDefault(own => own.Name == account)?.Balance ?? 0;

    /// <summary>The state with another balance of an account.</summary>
    /// <param name="account">Its name.</param>
    /// <param name="balance">The balance, at least 0.</param>
    /// <returns>The state.</returns>
    public Balances With(string account, long balance)
    {
        var others = Accounts.Where(own => own.Name != account);
        return this with { Accounts = new(balance == 0 ? others : others.Append(new(account, balance))) };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{string.Join(' ', Accounts)} donated={Donated}".TrimStart();
}

/// <summary>What a bank can be asked for.</summary>
public enum BankVerb
{
    /// <summary>Puts an amount into an account.</summary>
    Deposit,

    /// <summary>Takes an amount out of an account, if there is as much in it.</summary>
    Withdraw,

    /// <summary>Says what is in an account.</summary>
    Balance,

    /// <summary>Gives an amount away: nobody can ask how much was given, or take it back.</summary>
    Donate,
}

/// <summary>A command to a bank.</summary>
/// <param name="Verb">What is asked for.</param>
/// <param name="Account">The account; empty for a donation.</param>
/// <param name="Amount">The amount, at least 1; 0 for an enquiry.</param>
public sealed record BankCommand(BankVerb Verb, string Account, long Amount)
{
    /// <inheritdoc/>
    public override string ToString() => Verb switch
    {
        BankVerb.Balance => $"balance:{Account}",
        BankVerb.Donate => $"donate:{Amount}",
        _ => $"{(Verb == BankVerb.Deposit ? "deposit" : "withdraw")}:{Account}:{Amount}",
    };
}

/// <summary>
/// A bank. Deposits say only that they were made, so that they commute; a withdrawal conflicts with what its success depends on, and an
/// enquiry with what changes the balance. A donation is universally commutative.
/// </summary>
public sealed class Bank : Application<Balances, BankCommand>
{
    /// <summary>The reply to what is done.</summary>
    public const string Ok = "ok";

    /// <summary>The reply to a withdrawal of more than there is.</summary>
    public const string Refused = "refused";

    private const long MostAmount = 1_000_000_000;

    /// <inheritdoc/>
    public override string Name => "bank";

    /// <inheritdoc/>
    public override string Usage =>
        "its commands are deposit:x:2, withdraw:x:1, balance:x and donate:1, for an account x and a whole amount of at least 1";

    /// <inheritdoc/>
    public override Balances First { get; } = new(ValueSet<Account>.Empty, 0);

    /// <inheritdoc/>
    public override BankCommand? Read(string text) => text.Split(':') switch
    {
        ["deposit", var account, var amount] when IsName(account) && Amount(amount) is { } some => new(BankVerb.Deposit, account, some),
        ["withdraw", var account, var amount] when IsName(account) && Amount(amount) is { } some => new(BankVerb.Withdraw, account, some),
        ["balance", var account] when IsName(account) => new(BankVerb.Balance, account, 0),
        ["donate", var amount] when Amount(amount) is { } some => new(BankVerb.Donate, string.Empty, some),
        _ => null,
    };

    /// <inheritdoc/>
    public override (Balances State, string Reply) Apply(Balances state, BankCommand command)
    {
        var balance = state.Of(command.Account);
        return command.Verb switch
        {
            BankVerb.Deposit => (state.With(command.Account, balance + command.Amount), Ok),
            BankVerb.Withdraw when balance < command.Amount => (state, Refused),
            BankVerb.Withdraw => (state.With(command.Account, balance - command.Amount), Ok),
            BankVerb.Balance => (state, $"{balance}"),
            _ => (state with { Donated = state.Donated + command.Amount }, Ok),
        };
    }

    /// <inheritdoc/>
    public override bool Conflicts(BankCommand one, BankCommand other) =>
        one.Verb != BankVerb.Donate && other.Verb != BankVerb.Donate && one.Account == other.Account
        && (one.Verb, other.Verb) is not ((BankVerb.Deposit, BankVerb.Deposit) or (BankVerb.Balance, BankVerb.Balance));

    /// <inheritdoc/>
    public override bool IsUniversal(BankCommand command) => command.Verb == BankVerb.Donate;

    /// <inheritdoc/>
    public override string? PartOf(BankCommand command) => command.Verb == BankVerb.Donate ? "donations" : $"account {command.Account}";

    private static bool IsName(string text) => text.Length > 0 && text.All(char.IsAsciiLetterOrDigit);

    private static long? Amount(string text) =>
        text.Length is > 0 and < 11 && text.All(char.IsAsciiDigit) && long.Parse(text) is >= 1 and <= MostAmount and var amount
            ? amount
            : null;
}
