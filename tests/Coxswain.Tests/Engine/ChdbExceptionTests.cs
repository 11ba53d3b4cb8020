using Coxswain.Engine.Native;

namespace Coxswain.Tests.Engine;

public sealed class ChdbExceptionTests
{
    [Theory]
    [InlineData("Code: 73. DB::Exception: Code: 73. DB::Exception: Code: 73. DB::Exception: Unknown format Nope. (UNKNOWN_FORMAT) (version 26.7.2.1). (UNKNOWN_FORMAT) (version 26.7.2.1). (UNKNOWN_FORMAT) (version 26.7.2.1)", "Code: 73. DB::Exception: Unknown format Nope. (UNKNOWN_FORMAT) (version 26.7.2.1)", 73)]
    [InlineData("Code: 60. DB::Exception: Unknown table. (UNKNOWN_TABLE)", "Code: 60. DB::Exception: Unknown table. (UNKNOWN_TABLE)", 60)]
    [InlineData("Code: 36. DB::Exception: Code: 73. DB::Exception: x. (A). (B)", "Code: 36. DB::Exception: Code: 73. DB::Exception: x. (A). (B)", 36)]
    [InlineData("Code: 73. DB::Exception: Code: 73. DB::Exception: ", "Code: 73. DB::Exception: ", 73)]
    [InlineData("out of luck", "out of luck", 1002)]
    [InlineData("", "", 1002)]
    public void Failure_wrapped_in_itself_is_told_once(string told, string message, int code)
    {
        var failure = new ChdbException(told);

        Assert.Equal((message, code), (failure.Message, failure.Code));
    }
}
