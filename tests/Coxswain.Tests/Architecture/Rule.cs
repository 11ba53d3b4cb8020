namespace Coxswain.Tests.Architecture;

internal static class Rule
{
    /// <summary>Fails with every offender on a line of its own.</summary>
    public static void HasNoOffenders(IEnumerable<string> offenders)
    {
        var found = offenders.ToArray();
        Assert.True(found.Length == 0, string.Join(Environment.NewLine, found));
    }
}
