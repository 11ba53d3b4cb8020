using System.Text.Json;
using Coxswain.Core.Recovery.Resuming;

namespace Coxswain.Core.Recovery.Analysis;

/// <summary>Names stored failures: by status, then the error's type, then its wording, as the gateway names those it sees.</summary>
public static class FailureNames
{
    public const string Refusal = "refusal";
    public const string Unknown = "unknown";

    /// <summary>Before a class, in place of an error's type: the gateway named it.</summary>
    private const string OfGateway = "gateway:";

    private static readonly Dictionary<string, FailureClass> Classes = Enum.GetValues<FailureClass>().ToDictionary(static failure => OfGateway + Spelled(failure), StringComparer.Ordinal);
    private static readonly string[] NoConnection = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "CERT_HAS_EXPIRED", "DEPTH_ZERO_SELF_SIGNED_CERT", "ConnectionRefused", "FailedToOpenSocket"];
    private static readonly string[] LostConnection = ["ECONNRESET", "EPIPE", "ConnectionClosed", "ConnectionReset"];
    private static readonly string[] TooLate = ["ETIMEDOUT", "ESOCKETTIMEDOUT", "ConnectionTimedOut", "TimeoutError"];

    /// <summary>A class in small letters with underscores, <c>refusal</c>, or <c>unknown</c>.</summary>
    public static string Of(StoredFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure.Kind == StoredFailure.Refusal ? Refusal : ClassOf(failure) is { } known ? Spelled(known) : Unknown;
    }

    public static string Spelled(FailureClass failure) => JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.ToString());

    /// <param name="name">As <see cref="Spelled"/> has it.</param>
    /// <returns><see langword="null"/>: no class is called so.</returns>
    public static FailureClass? ClassNamed(string name) => Classes.TryGetValue(OfGateway + name, out var known) ? known : null;

    /// <returns><see langword="null"/> when nothing says what failed.</returns>
    public static FailureClass? ClassOf(StoredFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        if (Classes.TryGetValue(failure.ErrorType, out var named))
        {
            return named;
        }

        var answer = new ErrorAnswer(failure.ErrorType, failure.Message, "");
        return failure.StatusCode is >= 400 and < 1000 ? FailureClassifier.OfResponse(failure.StatusCode.Value, answer)
            : IsOfApi(failure.ErrorType) ? FailureClassifier.OfEvent(answer)
            : OfConnection(failure) ?? ClientFailure.Of(failure.ErrorType, null, failure.Message);
    }

    private static FailureClass? OfConnection(StoredFailure failure)
        => Names(failure, TooLate) || failure.Message.Contains("timed out", StringComparison.OrdinalIgnoreCase) ? FailureClass.NoFirstByte
            : Names(failure, LostConnection) ? FailureClass.ConnectionLost
            : Names(failure, NoConnection) || failure.Message.Contains("connection error", StringComparison.OrdinalIgnoreCase) ? FailureClass.ConnectFailed
            : null;

    private static bool Names(StoredFailure failure, string[] codes)
        => codes.Contains(failure.ErrorType, StringComparer.Ordinal) || codes.Any(code => failure.Message.Contains(code, StringComparison.Ordinal));

    // billing_error is a word of both, and means the same; the client's server_error and invalid_request are its own.
    private static bool IsOfApi(string type) => type is "overloaded_error" or "rate_limit_error" or "authentication_error" or "billing_error" or "permission_error" or "request_too_large"
        or "invalid_request_error" or "not_found_error" or "conflict_error" or "api_error" or "timeout_error";
}
