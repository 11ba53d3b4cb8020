using Coxswain.Core.Budgets.Switching;

namespace Coxswain.Tests.Core.Budgets.Switching;

public sealed class SwitchMomentsTests
{
    [Theory]
    [InlineData(0, false, false, 0, CacheLifetime.FiveMinutes, SwitchMoment.SessionStart)]
    [InlineData(0, true, false, 0, CacheLifetime.FiveMinutes, SwitchMoment.NewSubagent)]
    [InlineData(5, true, false, 60, CacheLifetime.FiveMinutes, SwitchMoment.MidConversation)]
    [InlineData(5, false, true, 60, CacheLifetime.FiveMinutes, SwitchMoment.AfterCompaction)]
    [InlineData(5, false, false, 300, CacheLifetime.FiveMinutes, SwitchMoment.MidConversation)]
    [InlineData(5, false, false, 301, CacheLifetime.FiveMinutes, SwitchMoment.AfterExpiry)]
    [InlineData(5, false, false, 301, CacheLifetime.OneHour, SwitchMoment.MidConversation)]
    [InlineData(5, false, false, 3601, CacheLifetime.OneHour, SwitchMoment.AfterExpiry)]
    public void Moment_follows_from_the_conversation(int turns, bool isSubagent, bool isCompacted, int idleSeconds, CacheLifetime lifetime, SwitchMoment moment)
    {
        Assert.Equal(moment, SwitchMoments.At(turns, isSubagent, isCompacted, TimeSpan.FromSeconds(idleSeconds), lifetime));
        Assert.Equal(moment != SwitchMoment.MidConversation, moment.IsFree());
    }
}
