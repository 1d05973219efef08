using BgpVerified.CoyoteTests.Exploration;
using Xunit;

namespace BgpVerified.CoyoteTests.Registers;

/// <summary>
/// Each rule of a register taken out: the property that it protects fails, in the scenario that the catalogue names, after
/// this many steps; and learners disagree, where they do.
/// </summary>
public class RegisterAblationTests
{
    public static TheoryData<string, string, string, int> Protected => new()
    {
        { "crash-register", "read-majority", "Theorem1Inv", 8 },
        { "crash-register", "highest-visible", "Theorem1Inv", 15 },
        { "crash-register", "token-allows", "O3Inv", 9 },
        { "crash-register", "read-above", "TokenInv", 9 },
        { "crash-register", "write-not-below", "Theorem1Inv", 10 },
        { "crash-register", "total-majority", "Theorem1Inv", 9 },
        { "crash-register", "o8-relaxed", "O8Prop", 12 },
        { "byzantine-register", "signatures", "AgreementInv", 11 },
        { "byzantine-register", "read-quorum", "TokenInv", 9 },
        { "byzantine-register", "highest-visible", "Theorem1Inv", 12 },
        { "byzantine-register", "visible-proof", "TokenInv", 6 },
        { "byzantine-register", "visible-before", "TokenInv", 8 },
        { "byzantine-register", "propose-once", "TerminationProp", 15 },
        { "byzantine-register", "first-change", "TerminationProp", 3 },
        { "byzantine-register", "read-current", "Theorem1Inv", 10 },
        { "byzantine-register", "leader-only", "TerminationProp", 9 },
        { "byzantine-register", "pre-write-not-below", "C1Inv", 10 },
        { "byzantine-register", "pre-write-once", "O7Inv", 8 },
        { "byzantine-register", "token-allows", "O3Inv", 1 },
        { "byzantine-register", "bare-only-at-zero", "O3Inv", 1 },
        { "byzantine-register", "write-quorum", "O7Inv", 6 },
        { "byzantine-register", "visible-not-below", "Theorem1Inv", 12 },
        { "byzantine-register", "total-quorum", "Theorem1Inv", 11 },
        { "byzantine-register", "o8-relaxed", "O8Prop", 16 },
        { "fab-register", "read-quorum", "Theorem1Inv", 12 },
        { "fab-register", "majority-value", "O7Inv", 5 },
        { "fab-register", "propose-once", "TerminationProp", 20 },
        { "fab-register", "first-proof", "TerminationProp", 3 },
        { "fab-register", "timestamp-proof", "TimestampInv", 2 },
        { "fab-register", "leader-only", "TerminationProp", 10 },
        { "fab-register", "read-above", "TokenInv", 20 },
        { "fab-register", "write-not-below", "C1Inv", 11 },
        { "fab-register", "write-once", "O7Inv", 6 },
        { "fab-register", "token-allows", "O3Inv", 1 },
        { "fab-register", "first-write-free", "TerminationProp", 0 },
        { "fab-register", "total-quorum", "O7Inv", 5 },
        { "fab-register", "o8-relaxed", "O8Prop", 17 },
        { "secret-register", "secrets-hidden", "AgreementInv", 11 },
        { "secret-register", "value-quorum", "ValueSecretInv", 1 },
        { "secret-register", "value-revealed", "TerminationProp", 6 },
        { "secret-register", "bottom-quorum", "BottomSecretInv", 5 },
        { "secret-register", "bottom-passed", "BottomSecretInv", 7 },
        { "secret-register", "bottom-unacknowledged", "BottomSecretInv", 6 },
        { "secret-register", "bottom-released", "TerminationProp", 3 },
        { "secret-register", "value-shown", "Theorem1Inv", 8 },
        { "secret-register", "bottom-between", "Theorem1Inv", 12 },
        { "secret-register", "bottom-before", "Theorem1Inv", 8 },
        { "secret-register", "turn-shown", "TimestampInv", 4 },
        { "secret-register", "propose-once", "TerminationProp", 9 },
        { "secret-register", "leader-only", "TerminationProp", 6 },
        { "secret-register", "pre-write-not-below", "C1Inv", 5 },
        { "secret-register", "pre-write-once", "O7Inv", 6 },
        { "secret-register", "token-allows", "O3Inv", 1 },
        { "secret-register", "write-quorum", "O7Inv", 4 },
        { "secret-register", "visible-not-below", "BottomSecretInv", 6 },
        { "secret-register", "total-quorum", "BottomSecretInv", 5 },
        { "secret-register", "o8-relaxed", "O8Prop", 11 },
    };

    [Theory]
    [MemberData(nameof(Protected))]
    public void Without_the_rule_its_property_fails(string protocol, string rule, string property, int length)
    {
        var entry = RegisterExplorations.Protocol(protocol).Rules.Single(r => r.Name == rule);

        var result = RegisterExplorations.Explore(protocol, RegisterExplorations.Configuration(protocol, entry.Scenario).Without(rule),
            property);

        Assert.Equal(entry.Protects, property);
        Assert.Equal($"Violated {property} in {length}", result.Outcome());
    }

    [Theory]
    [InlineData("crash-register", "read-majority", 12)]
    [InlineData("crash-register", "token-allows", 14)]
    [InlineData("crash-register", "read-above", 14)]
    [InlineData("crash-register", "write-not-below", 14)]
    [InlineData("crash-register", "total-majority", 12)]
    [InlineData("byzantine-register", "read-quorum", 15)]
    [InlineData("byzantine-register", "visible-proof", 20)]
    [InlineData("byzantine-register", "read-current", 16)]
    [InlineData("byzantine-register", "pre-write-once", 12)]
    [InlineData("byzantine-register", "token-allows", 14)]
    [InlineData("byzantine-register", "bare-only-at-zero", 11)]
    [InlineData("byzantine-register", "write-quorum", 10)]
    [InlineData("byzantine-register", "total-quorum", 16)]
    [InlineData("fab-register", "read-quorum", 18)]
    [InlineData("fab-register", "majority-value", 20)]
    [InlineData("fab-register", "write-once", 10)]
    [InlineData("fab-register", "token-allows", 11)]
    [InlineData("fab-register", "total-quorum", 17)]
    [InlineData("secret-register", "secrets-hidden", 11)]
    [InlineData("secret-register", "value-quorum", 14)]
    [InlineData("secret-register", "value-shown", 13)]
    [InlineData("secret-register", "bottom-before", 13)]
    [InlineData("secret-register", "write-quorum", 8)]
    [InlineData("secret-register", "visible-not-below", 13)]
    [InlineData("secret-register", "total-quorum", 11)]
    public void Without_the_rule_learners_disagree(string protocol, string rule, int length)
    {
        var entry = RegisterExplorations.Protocol(protocol).Rules.Single(r => r.Name == rule);

        var result = RegisterExplorations.Explore(protocol, RegisterExplorations.Configuration(protocol, entry.Scenario).Without(rule),
            "AgreementInv");

        Assert.Equal($"Violated AgreementInv in {length}", result.Outcome());
    }

    [Fact]
    public void Every_corrected_rule_is_pinned_above()
    {
        var rules = from protocol in RegisterExplorations.All
                    from rule in protocol.Rules
                    where rule.Corrected
                    select $"{protocol.Name} {rule.Name}";

        Assert.Equal(rules.Order(), Protected.Select(row => $"{row.Data.Item1} {row.Data.Item2}").Order());
    }

    /// <summary>
    /// Without it a Byzantine leader begins its timestamps before their time: what fails is what the text says of the proof, and nothing
    /// else.
    /// </summary>
    [Theory]
    [InlineData("correct-leaders")]
    [InlineData("byzantine")]
    [InlineData("byzantine-successor")]
    public void Without_the_proof_of_a_timestamp_every_other_property_holds(string scenario)
    {
        var configuration = RegisterExplorations.Configuration("fab-register", scenario).Without("timestamp-proof");
        var others = RegisterExplorations.Protocol("fab-register").Build(configuration).Properties.Select(property => property.Name)
            .Where(name => name != "TimestampInv").ToList();
        Explorations.SkipIfLong(scenario != "correct-leaders");

        Assert.NotEmpty(others);
        Assert.All(others, property => Assert.Equal("Holds", RegisterExplorations.Explore("fab-register", configuration, property)
            .Outcome()));
    }

    /// <summary>Section 8's second condition, in the scenario with a Byzantine leader after a correct one.</summary>
    [Fact]
    public void With_a_secret_of_bottom_for_a_total_write_learners_disagree()
    {
        var configuration = RegisterExplorations.Configuration("secret-register", "byzantine-successor").Without("bottom-unacknowledged");

        Assert.Equal("Violated AgreementInv in 13",
            RegisterExplorations.Explore("secret-register", configuration, "AgreementInv").Outcome());
    }

    /// <summary>
    /// Who forges signatures can do to the Byzantine register what who knows the dealer's secrets can do to that of secrets, state by
    /// state; who cannot, can do as little to either.
    /// </summary>
    [Theory]
    [InlineData("signatures", "secrets-hidden", "Violated AgreementInv in 11")]
    [InlineData("", "", "Holds")]
    public void Secrets_do_what_signatures_did(string signatures, string secrets, string outcome)
    {
        var signed = RegisterExplorations.Explore("byzantine-register",
            RegisterExplorations.Configuration("byzantine-register", "optimized-successor").Without(signatures), "AgreementInv");
        var secret = RegisterExplorations.Explore("secret-register",
            RegisterExplorations.Configuration("secret-register", "byzantine-successor").Without(secrets), "AgreementInv");

        Assert.Equal((outcome, outcome), (signed.Outcome(), secret.Outcome()));
        Assert.Equal((signed.DistinctStates, signed.Transitions), (secret.DistinctStates, secret.Transitions));
    }

    /// <summary>R04: a reader reads from a write with a higher timestamp than its own.</summary>
    [Fact]
    public void A_visible_write_of_a_later_timestamp_is_read_from_the_future()
    {
        var configuration = RegisterExplorations.Configuration("byzantine-register", "optimized-two-recoveries").Without("visible-before");

        Assert.Equal("Violated C3Inv in 8", RegisterExplorations.Explore("byzantine-register", configuration, "C3Inv").Outcome());
    }

    /// <summary>R07: section 6.3 does not say that a bare pre-prepare is not taken in later views.</summary>
    [Fact]
    public void A_write_without_a_token_at_a_later_timestamp_breaks_agreement_and_the_option_alone_does_not()
    {
        var configuration = RegisterExplorations.Configuration("byzantine-register", "optimized-successor");

        Assert.Equal("Holds", RegisterExplorations.Explore("byzantine-register", configuration).Outcome());
        Assert.Equal("Violated AgreementInv in 11",
            RegisterExplorations.Explore("byzantine-register", configuration.Without("bare-only-at-zero"), "AgreementInv").Outcome());
    }
}
