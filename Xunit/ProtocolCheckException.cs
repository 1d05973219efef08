namespace BgpVerified.Xunit;

/// <summary>A protocol does not do what a test says of it. The message has the counterexample, if there is one.</summary>
/// <param name="message">What was found, and how to see it again.</param>
public sealed class ProtocolCheckException(string message) : Exception(message), IAssertionException;

/// <summary>By this name xunit knows that a test failed by what it asserts, and not by a fault of its own.</summary>
internal interface IAssertionException;
