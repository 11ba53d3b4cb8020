namespace Coxswain.Core.Budgets.Switching;

public static class SwitchMoments
{
    /// <param name="turnsSoFar">Requests the conversation has made.</param>
    /// <param name="isCompacted">Since its last request.</param>
    /// <param name="idle">Since its last request.</param>
    public static SwitchMoment At(int turnsSoFar, bool isSubagent, bool isCompacted, TimeSpan idle, CacheLifetime lifetime)
    {
        if (turnsSoFar <= 0)
        {
            return isSubagent ? SwitchMoment.NewSubagent : SwitchMoment.SessionStart;
        }

        return isCompacted ? SwitchMoment.AfterCompaction
            : idle > lifetime.Length() ? SwitchMoment.AfterExpiry
            : SwitchMoment.MidConversation;
    }

    /// <summary>Nothing, or only the prefix all conversations share, is lost by a switch.</summary>
    public static bool IsFree(this SwitchMoment moment) => moment != SwitchMoment.MidConversation;
}
