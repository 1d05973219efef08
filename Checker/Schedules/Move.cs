namespace BgpVerified.Checker.Schedules;

/// <summary>What happens in a step of a message-by-message run.</summary>
public enum MoveKind : byte
{
    /// <summary>A correct process's message is delivered.</summary>
    Deliver,

    /// <summary>A process takes an input from its own surroundings: a client's command, a timeout.</summary>
    Local,

    /// <summary>A Byzantine process's message is delivered.</summary>
    Forged,

    /// <summary>A process stops for good.</summary>
    Crash,

    /// <summary>A message does not reach a recipient, by its sender's fault.</summary>
    SendOmission,

    /// <summary>A message does not reach a recipient, by the recipient's fault.</summary>
    ReceiveOmission,

    /// <summary>The adversary acts: which of its messages is delivered is the next choice.</summary>
    Adversary,

    /// <summary>A process fails: which one and how is the next choice.</summary>
    Fault,

    /// <summary>The run ends: nothing fair is left to happen, and the adversary does not act any more.</summary>
    Stop,
}

/// <summary>One of the things that a scheduler chooses from.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Process">The process that takes the input or fails, by index; -1 for none.</param>
/// <param name="Sender">The process whose message it is, by index; -1 for none.</param>
/// <param name="Topic">The kind of the input, as a number from 0 to 255 that its name determines; -1 for none.</param>
/// <param name="Input">The input's number in the engine; -1 for none. Numbers differ between engines: nothing lasting may depend on
/// them.</param>
/// <param name="Age">The step of the run in which it became possible.</param>
/// <param name="IsFair">Whether it must happen in the end, if it stays possible.</param>
public readonly record struct Move(MoveKind Kind, short Process, short Sender, short Topic, int Input, int Age, bool IsFair = false);
