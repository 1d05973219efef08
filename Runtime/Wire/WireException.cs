namespace BgpVerified.Runtime.Wire;

/// <summary>Bytes that are not the canonical bytes of a value.</summary>
/// <param name="what">What is wrong, in a few words.</param>
public sealed class WireException(string what) : Exception(what);
