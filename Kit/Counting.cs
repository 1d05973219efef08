using BgpVerified.Spec.Protocols;

namespace BgpVerified.Kit;

/// <summary>How single messages become the kit's quorum inputs.</summary>
internal static class Counting
{
    /// <summary>Messages that state the same.</summary>
    public static QuorumKind Quorum<TMessage>(int size, Func<object, TMessage, bool>? heard, Func<TMessage, TMessage>? alike = null)
        where TMessage : SignedMessage
    {
        return QuorumKind.Of<TMessage, Quorum<TMessage>>(
            Statement,
            m => m.From.Number,
            size,
            messages => new(Statement(messages[0]), QuorumKind.Senders(messages, m => m.From.Number)),
            quorum => quorum.Signers.Members.Select(signer => quorum.Statement.By(new(quorum.Statement.From.Letter, signer))),
            heard);

        TMessage Statement(TMessage message) => (TMessage)(alike is null ? message : alike(message)).Unsigned;
    }

    /// <summary>Messages that answer the same.</summary>
    public static QuorumKind Reports<TMessage>(int size, Func<TMessage, object> question, Func<object, TMessage, bool>? heard)
        where TMessage : SignedMessage => QuorumKind.Of<TMessage, Reports<TMessage>>(
            question, m => m.From.Number, size, messages => new(new(messages)), reports => reports.All, heard);

    /// <summary>The same, of senders who say more than one thing in answer: the latest of each, of any that are enough.</summary>
    public static QuorumKind Latest<TMessage>(
        int size, Func<TMessage, object> question, Func<TMessage, TMessage, bool> isLater, Func<object, TMessage, bool>? heard)
        where TMessage : SignedMessage => Reports(size, question, heard) with
        {
            IsLater = (kept, next) => isLater((TMessage)kept, (TMessage)next),
            TakesAny = true,
        };
}
