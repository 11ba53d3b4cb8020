using ClickHouse.Driver;
using Coxswain.Storage;
using Coxswain.Storage.ClickHouse;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Storage.ClickHouse.Client;

public sealed class StoreErrorsTests
{
    private static readonly StoreAddress Engine = StoreAddress.Embedded("/nowhere");

    [Theory]
    [InlineData(159, "TIMEOUT_EXCEEDED")]
    [InlineData(202, "TOO_MANY_SIMULTANEOUS_QUERIES")]
    [InlineData(210, "NETWORK_ERROR")]
    [InlineData(241, "MEMORY_LIMIT_EXCEEDED")]
    [InlineData(242, "TABLE_IS_READ_ONLY")]
    [InlineData(243, "NOT_ENOUGH_SPACE")]
    [InlineData(252, "TOO_MANY_PARTS")]
    [InlineData(516, "AUTHENTICATION_FAILED")]
    [InlineData(999, "KEEPER_EXCEPTION")]
    public void What_passes_with_time_is_unavailable(int code, string name)
    {
        Assert.IsType<StoreUnavailableException>(Mapped(code, name, hidesText: false));
    }

    [Theory]
    [InlineData(16, "NO_SUCH_COLUMN_IN_TABLE")]
    [InlineData(33, "CANNOT_READ_ALL_DATA")]
    [InlineData(47, "UNKNOWN_IDENTIFIER")]
    [InlineData(53, "TYPE_MISMATCH")]
    [InlineData(60, "UNKNOWN_TABLE")]
    [InlineData(62, "SYNTAX_ERROR")]
    [InlineData(81, "UNKNOWN_DATABASE")]
    [InlineData(497, "ACCESS_DENIED")]
    public void What_stays_wrong_is_rejected_with_code_and_name(int code, string name)
    {
        var mapped = Assert.IsType<StoreRejectedException>(Mapped(code, name, hidesText: false));

        Assert.Contains($"error {code}", mapped.Message, StringComparison.Ordinal);
        Assert.Contains(name, mapped.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(107, "FILE_DOESNT_EXIST")]
    [InlineData(246, "CORRUPTED_DATA")]
    [InlineData(1001, "STD_EXCEPTION")]
    public void Damaged_file_does_not_pass_with_time_but_rows_to_insert_wait_until_it_is_mended(int code, string name)
    {
        var text = name + ") /d/store/5d5/5d5bf76d-f953-4432-9055-b2cba4d640c1/all_1_1_0/t.bin (" + name;

        Assert.IsType<StoreRejectedException>(Mapped(code, text, hidesText: false));
        Assert.IsType<StoreUnavailableException>(Mapped(code, text, hidesText: true));
    }

    [Fact]
    public void Refusal_of_rows_never_quotes_one()
    {
        var mapped = Mapped(27, "CANNOT_PARSE_INPUT_ASSERTION_FAILED", hidesText: true);

        Assert.Contains("CANNOT_PARSE_INPUT_ASSERTION_FAILED", mapped.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("my prompt", mapped.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Engine_that_is_not_there_is_named_as_the_engine_and_a_server_by_its_address()
    {
        var refused = new HttpRequestException("Connection refused (localhost:8123)");
        var server = StoreAddress.Server(new StoreOptions { Host = "db.example" });

        Assert.DoesNotContain("8123", StoreErrors.Map(refused, "test", hidesText: false, Engine).Message, StringComparison.Ordinal);
        Assert.Contains("engine", StoreErrors.Map(new TimeoutException(), "test", hidesText: false, Engine).Message, StringComparison.Ordinal);
        Assert.Contains("db.example:8123", StoreErrors.Map(refused, "test", hidesText: false, server).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_that_is_not_there_is_unavailable_after_the_configured_tries()
    {
        var options = new StoreOptions { Retries = 2, RetryDelay = TimeSpan.FromMilliseconds(1) };
        var address = StoreAddress.Embedded(Path.Combine(Path.GetTempPath(), "cox-nobody-" + Guid.NewGuid().ToString("N")[..8]));
        var tries = new CountingLogger();
        using var client = new StoreClient(options, address, TimeProvider.System, tries);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => client.ExecuteAsync(new StoreStatement("test", "SELECT 1"), TestContext.Current.CancellationToken));

        Assert.Equal(2, tries.Count);
    }

    [Fact]
    public async Task Cancelled_call_is_cancelled_not_unavailable()
    {
        using var client = new StoreClient(new StoreOptions(), StoreAddress.Embedded("/nowhere"), TimeProvider.System, NullLogger<StoreClient>.Instance);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.ExecuteAsync(new StoreStatement("test", "SELECT 1"), new CancellationToken(canceled: true)));
    }

    private static Exception Mapped(int code, string name, bool hidesText) => StoreErrors.Map(
        new ClickHouseServerException($"Code: {code}. DB::Exception: something about 'my prompt'. ({name}) (version 26.7.2.1)", "INSERT", code), "test", hidesText, Engine);

    private sealed class CountingLogger : Microsoft.Extensions.Logging.ILogger<StoreClient>
    {
        public int Count { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;

        public void Log<TState>(
            Microsoft.Extensions.Logging.LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Count++;
    }
}
