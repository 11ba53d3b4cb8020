using System.Text;
using System.Text.Json;
using Coxswain.Core.Budgets;
using Coxswain.Core.Usage;
using Coxswain.Server.StatusLine;
using CsCheck;

namespace Coxswain.Tests.Server.StatusLine;

public sealed class StatusLineAnswerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, 123, TimeSpan.Zero);
    private static readonly StatusLineAnswer Full = new(12, 1.499923m, 2, Noon, new SessionBurn(7, 20.5, 4.5m), Noon.AddMinutes(1), null)
    {
        Budget = new StatusLineBudget("shop", BudgetPeriod.Week, 5m, -0.25m, 105.5, 1, true, Noon),
        Cache = new StatusLineCache(Noon.AddMinutes(3), 0.94m, Noon),
    };


    public static TheoryData<StatusLineAnswer> Answers => [Full, StatusLineAnswer.Unavailable("away"), Full with { CostUsd = null, Burn = null, LastRequest = null, Budget = null, Cache = null }];

    [Theory]
    [MemberData(nameof(Answers))]
    public void What_the_daemon_writes_is_read_back(StatusLineAnswer answer) => Assert.Equal(answer, StatusLineAnswer.Read(JsonSerializer.SerializeToUtf8Bytes(answer, JsonSerializerOptions.Web)));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("")]
    [InlineData("""{"requests":"x","costUsd":1,"unknownCostRequests":0,"lastRequest":null,"burn":null,"asOf":null,"problem":null}""")]
    [InlineData("""{"requests":1,"costUsd":1e99,"unknownCostRequests":0,"lastRequest":null,"burn":null,"asOf":null,"problem":null}""")]
    [InlineData("""{"requests":1,"costUsd":1,"unknownCostRequests":0,"lastRequest":null,"burn":{},"asOf":null,"problem":null}""")]
    [InlineData("""{"requests":1,"costUsd":1,"unknownCostRequests":0,"lastRequest":null,"burn":null,"asOf":null,"problem":null,"budget":{"name":"b","period":"fortnight"},"cache":null}""")]
    public void Anything_else_is_no_answer(string text) => Assert.ThrowsAny<JsonException>(() => StatusLineAnswer.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Damaged_answer_never_does_more_than_be_refused()
    {
        var whole = JsonSerializer.SerializeToUtf8Bytes(Full, JsonSerializerOptions.Web);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, whole.Length]).Sample((at, value, cut) =>
        {
            byte[] bytes = [.. whole];
            bytes[at] = value;
            foreach (var part in new[] { bytes, bytes[..cut] })
            {
                try
                {
                    _ = StatusLineAnswer.Read(part);
                }
                catch (JsonException)
                {
                    // Refused.
                }
            }
        });
    }
}
