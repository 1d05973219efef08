using FsCheck;
using FsCheck.Fluent;

namespace BgpVerified.PropertyTests;

/// <summary>Runs a property on random samples; a failure throws, with the shrunk sample and the seed to replay it.</summary>
internal static class Properties
{
    /// <summary>How many samples each property is tried on.</summary>
    public const int Samples = 1000;

    /// <summary>Checks a property.</summary>
    public static void Check<T>(Arbitrary<T> samples, Func<T, bool> holds) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(Samples).WithQuietOnSuccess(true), Prop.ForAll(samples, holds));
}
