using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;
using Coxswain.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Dashboard;

public sealed class PacedAnswersTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 27, 3, 0, 0, TimeSpan.Zero));
    private readonly HeldStore _store = new();

    private PacedAnswers Answers => field ??= new(_clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_answer_is_waited_for_a_while()
    {
        var asked = AskAsync();
        _clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.False(asked.IsCompleted);
        _store.Answer("first");

        Assert.Equal("first", await asked);
    }

    [Fact(Timeout = 30_000)]
    public async Task First_answer_that_takes_long_is_told_to_be_worked_out_and_the_page_hears_of_it()
    {
        var asked = AskAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("pending", await asked);

        _store.Answer("first");
        await LateAsync();

        Assert.Equal("first", await AskAsync());
    }

    [Fact(Timeout = 30_000)]
    public async Task Who_asks_while_a_long_asking_goes_on_has_the_last_answer_and_the_page_hears_of_the_new_one_once()
    {
        var first = AskAsync();
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        _store.Answer("first");
        await first;
        _clock.Advance(TimeSpan.FromSeconds(31));

        var second = AskAsync();
        var third = AskAsync();

        Assert.Equal(["first", "first"], [await second, await third]);
        Assert.Equal(0, Answers.LateAnswers);
        _store.Answer("second");
        await LateAsync();

        Assert.Equal("second", await AskAsync());
        Assert.Equal(1, Answers.LateAnswers);
    }

    [Fact(Timeout = 30_000)]
    public async Task Answer_of_long_ago_is_shown_only_when_a_new_one_takes_long()
    {
        var first = AskAsync();
        _store.Answer("first");
        await first;
        _clock.Advance(TimeSpan.FromMinutes(2));
        var second = AskAsync();
        _clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.False(second.IsCompleted);
        _store.Answer("second");
        Assert.Equal("second", await second);
        _clock.Advance(TimeSpan.FromMinutes(2));

        var third = AskAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("second", await third);
    }

    [Fact]
    public async Task A_question_is_asked_for_a_sixtieth_of_the_time_at_most()
    {
        var first = AskAsync();
        _clock.Advance(TimeSpan.FromSeconds(0.9));
        _store.Answer("first");
        await first;
        for (var i = 0; i < 53; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await AskAsync();
        }

        Assert.Equal(1, _store.Asked);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var next = AskAsync();
        _store.Answer("second");
        await next;
        Assert.Equal(2, _store.Asked);
    }

    [Fact]
    public async Task Store_that_went_away_is_told_and_not_covered_by_an_old_answer()
    {
        var first = AskAsync();
        _store.Answer("first");
        await first;
        _clock.Advance(TimeSpan.FromSeconds(70));
        var second = AskAsync();

        _store.Fail(new StoreUnavailableException("away"));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => second);
    }

    [Fact]
    public async Task What_was_not_there_is_asked_for_again_soon_however_long_it_took_to_find_out()
    {
        var asked = 0;
        async Task<Told<string>> AskAwayAsync()
        {
            asked++;
            await Task.Delay(TimeSpan.FromSeconds(0.5), _clock, Cancel);
            return new Told<string>(null, "away");
        }

        for (var i = 1; i <= 3; i++)
        {
            var answer = Answers.ReadAsync("away", AskAwayAsync, Told.Pending<string>(), Cancel);
            _clock.Advance(TimeSpan.FromSeconds(0.5));
            Assert.Equal("away", (await answer).Problem);
            Assert.Equal(i, asked);
            _clock.Advance(TimeSpan.FromSeconds(1.1));
        }
    }

    [Fact]
    public void Pages_are_read_at_once_after_a_while_without_and_a_seventh_of_the_time_when_rows_come_all_the_time()
    {
        var credit = new ReadingCredit(_clock);
        var (reading, now) = (TimeSpan.FromSeconds(1), _clock.GetUtcNow());
        for (var i = 0; i < 3; i++)
        {
            Assert.True(credit.IsLeft);
            credit.Spend(reading);
        }

        Assert.False(credit.IsLeft);
        var read = 0;
        while (_clock.GetUtcNow() - now < TimeSpan.FromMinutes(2))
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            if (credit.IsLeft)
            {
                credit.Spend(reading);
                read++;
            }
        }

        Assert.InRange(read, 16, 18);
    }

    private Task<string> AskAsync() => Answers.ReadAsync("question", _store.AskAsync, "pending", Cancel);

    private async Task LateAsync()
    {
        while (Answers.LateAnswers == 0)
        {
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Answers when it is let.</summary>
    private sealed class HeldStore
    {
        private TaskCompletionSource<string> _held = new();

        public int Asked { get; private set; }

        public Task<string> AskAsync()
        {
            Asked++;
            return _held.Task;
        }

        public void Answer(string answer) => Next().SetResult(answer);

        public void Fail(Exception problem) => Next().SetException(problem);

        private TaskCompletionSource<string> Next()
        {
            var held = _held;
            _held = new TaskCompletionSource<string>();
            return held;
        }
    }
}
