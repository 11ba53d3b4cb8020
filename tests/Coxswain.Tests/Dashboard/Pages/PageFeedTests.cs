using Coxswain.Core.Telemetry.Arriving;
using Coxswain.Dashboard;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;
using Coxswain.Tests.Server.StatusLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Dashboard.Pages;

public sealed class PageFeedTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 27, 3, 0, 0, TimeSpan.Zero));
    private readonly CountedOutbox _outbox = new();
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task Page_that_opens_at_once_is_shown_as_last_read_while_it_is_read_anew()
    {
        var (feed, page) = Opened(opensAtOnce: true);
        page.Answer("first");
        Assert.Equal("first", await OpenAsync(feed, page));

        // A row came in, and working it out takes a while.
        (_outbox.StoredRows, page.IsHeld) = (1, true);
        _clock.Advance(TimeSpan.FromSeconds(2));
        var second = OpenAsync(feed, page);
        Assert.False(second.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal("first", await second);

        // The next one has what it was read for.
        page.Answer("second");
        Assert.Equal("second", await OpenAsync(feed, page));
    }

    [Fact(Timeout = 30_000)]
    public async Task What_is_older_than_ten_seconds_is_not_shown()
    {
        var (feed, page) = Opened(opensAtOnce: true);
        page.Answer("first");
        await OpenAsync(feed, page);

        (_outbox.StoredRows, page.IsHeld) = (1, true);
        _clock.Advance(TimeSpan.FromSeconds(10.1));
        await IsWaitedForAsync(feed, page);
    }

    [Fact(Timeout = 30_000)]
    public async Task What_was_read_before_a_user_changed_something_is_not_shown()
    {
        var (feed, page) = Opened(opensAtOnce: true);
        page.Answer("first");
        await OpenAsync(feed, page);

        page.IsHeld = true;
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        feed.Renew();
        await IsWaitedForAsync(feed, page);
    }

    [Fact(Timeout = 30_000)]
    public async Task Other_pages_wait_for_their_reading()
    {
        var (feed, page) = Opened(opensAtOnce: false);
        page.Answer("first");
        await OpenAsync(feed, page);

        (_outbox.StoredRows, page.IsHeld) = (1, true);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await IsWaitedForAsync(feed, page);
    }

    public void Dispose() => _services.Dispose();

    private async Task IsWaitedForAsync(PageFeed feed, HeldPage page)
    {
        var asked = OpenAsync(feed, page);
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.False(asked.IsCompleted);
        page.Answer("second");
        Assert.Equal("second", await asked);
    }

    private (PageFeed Feed, HeldPage Page) Opened(bool opensAtOnce) =>
        (new PageFeed(new PageRenderer(_services, NullLoggerFactory.Instance), _outbox, new PacedAnswers(_clock), new RecentArrivals(_clock), _clock), new HeldPage(_clock, opensAtOnce));

    private static async Task<string> OpenAsync(PageFeed feed, HeldPage page) => (await feed.ReadAsync(page, PageRequest.Empty, Cancel)).Reading.Title;

    /// <summary>A page whose reading the test ends.</summary>
    private sealed class HeldPage(FakeTimeProvider clock, bool opensAtOnce) : IPage
    {
        private TaskCompletionSource<string> _answer = new();

        public PagePlace Place { get; } = new("/", "", "") { OpensAtOnce = opensAtOnce };

        /// <summary>The next reading waits for the next answer.</summary>
        public bool IsHeld
        {
            get;
            set
            {
                field = value;
                _answer = value ? new TaskCompletionSource<string>() : _answer;
            }
        }

        public void Answer(string title) => _answer.SetResult(title);

        public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken) => new(await _answer.Task, [], clock.GetUtcNow(), null);
    }
}
