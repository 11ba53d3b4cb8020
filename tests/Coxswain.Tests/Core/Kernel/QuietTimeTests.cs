using Coxswain.Core.Kernel;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Core.Kernel;

public sealed class QuietTimeTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly QuietTime _quiet;
    private int _began;

    public QuietTimeTests()
    {
        _quiet = new QuietTime(_clock);
        _quiet.Began += () => _began++;
    }

    public void Dispose() => _quiet.Dispose();

    [Fact]
    public void It_begins_once_after_the_last_thing_that_happened()
    {
        _quiet.Touch();
        _clock.Advance(QuietTime.Length / 2);
        _quiet.Touch();
        _clock.Advance(QuietTime.Length);
        Assert.Equal(0, _began);

        _clock.Advance(QuietTime.Length);
        Assert.Equal(1, _began);

        _clock.Advance(QuietTime.Length * 100);
        Assert.Equal(1, _began);
    }

    [Fact]
    public void It_begins_again_after_something_happened_again()
    {
        _quiet.Touch();
        _clock.Advance(QuietTime.Length * 2);
        _quiet.Touch();
        _clock.Advance(QuietTime.Length * 2);

        Assert.Equal(2, _began);
    }

    [Fact]
    public void What_happens_while_it_is_told_counts_as_something_new()
    {
        var isFirst = true;
        _quiet.Began += () =>
        {
            if (isFirst)
            {
                isFirst = false;
                _quiet.Touch();
            }
        };
        _quiet.Touch();
        _clock.Advance(QuietTime.Length);
        _clock.Advance(QuietTime.Length);

        Assert.Equal(2, _began);
    }
}
