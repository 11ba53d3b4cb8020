using Coxswain.Server.Budgets;
using Coxswain.Storage.Opening;
using Coxswain.Tests.Core.Budgets.Admission;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Server.Budgets;

public sealed class LookPaceTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly AlertSignal _signal = new();
    private readonly SpendLedger _ledger = new();
    private readonly LookPace _pace;

    public LookPaceTests()
    {
        var gate = new StoreGate();
        gate.Open();
        _pace = new LookPace(_ledger, gate, _signal, _clock);
    }

    /// <summary>A look that took three seconds rests for thirty; who sets a budget waits for none of it.</summary>
    [Fact]
    public void Budget_that_was_set_is_looked_at_at_once_however_long_looks_take()
    {
        var look = Assert.NotNull(_pace.Begin());
        _clock.Advance(TimeSpan.FromSeconds(3));
        _pace.End(look);
        _ledger.Store("s", 1);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(_pace.Begin());

        _signal.Set();
        Assert.NotNull(_pace.Begin());
    }
}
