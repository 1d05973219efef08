using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

/// <summary>What was sent, and whether it is sent again and again, so that it will arrive in the end.</summary>
internal sealed record Resent<TSeen>(TSeen Seen, bool IsResent);

/// <summary>Learners who sent the same: those whose messages will arrive in the end, and all of them.</summary>
internal sealed record Heard(ProcessSet Sure, ProcessSet All);

/// <summary>The correct acceptors' answers to a query, and the commit proofs that exist: Byzantine acceptors can show these.</summary>
internal sealed record AnswerMaterial(ValueSet<Message> Reports, ValueList<CommitProof> Proofs);

/// <summary>
/// What correct learners tell, and, with 2f + 1 learners, how many signatures a Byzantine learner can show for each value.
/// </summary>
internal sealed record ToldMaterial(ValueSet<Message> Messages, ValueList<int> Signatures);
