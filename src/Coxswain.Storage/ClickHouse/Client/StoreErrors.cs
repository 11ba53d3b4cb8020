using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using ClickHouse.Driver;
using Coxswain.Storage.Damage;

namespace Coxswain.Storage.ClickHouse;

/// <summary>Tells what may succeed later from what never will.</summary>
internal static partial class StoreErrors
{
    private const int LongestText = 600;

    // Numbers of ClickHouse's ErrorCodes.cpp: resources, load, network, disks, keeper. All pass with time; so do wrong credentials, once somebody mends them.
    private static readonly HashSet<int> Passing =
    [
        0, 74, 75, 76, 88, 95, 96, 159, 160, 173, 192, 193, 194, 198, 201, 202, 203, 209, 210, 225, 236, 241, 242, 243, 244, 246, 252, 254, 279, 285,
        289, 298, 305, 319, 335, 394, 415, 424, 425, 439, 473, 499, 516, 517, 519, 571, 594, 612, 626, 638, 657, 667, 693, 719, 722, 733, 745,
        999, 1000, 1001, 1002,
    ];

    /// <param name="hidesText">True for inserts: ClickHouse may quote the offending row.</param>
    public static Exception Map(Exception failure, string statement, bool hidesText, StoreAddress address) => failure switch
    {
        ClickHouseServerException server => FromServer(server, statement, hidesText),
        StoreUnavailableException or StoreRejectedException => failure,
        HttpRequestException or IOException or TimeoutException or OperationCanceledException or SocketException
            => new StoreUnavailableException(Silence(failure, address), failure),
        _ => new StoreRejectedException($"The store's answer to {statement} could not be understood: {failure.GetType().Name}.", failure),
    };

    /// <summary>The connection broke or never came about: worth an immediate second try, unlike an answer.</summary>
    public static bool IsConnectionLoss(Exception failure) => failure is (HttpRequestException or IOException or SocketException) && StoreTrust.Advice(failure) is null;

    /// <summary>ACCESS_DENIED or READONLY: the user may not do this, others may.</summary>
    public static bool IsForbidden(StoreRejectedException refused) => refused.Code is 497 or 164;

    /// <summary>ClickHouse repeats the query before it names the error: the name stays.</summary>
    public static string Shorten(string message) => message.Length <= LongestText ? message : $"{message[..LongestText]}… ({NameOf(message)})";

    // The engine's address is a socket of ours, and the runtime's words about it name a host and port that nobody asked for.
    private static string Silence(Exception failure, StoreAddress address) => (address.IsEmbedded, failure) switch
    {
        (true, TimeoutException or OperationCanceledException) => "The engine did not answer in time. If it hangs it is started again by itself.",
        (true, _) => "The engine is not there. It is starting, or was ended and is started again by itself.",
        _ => $"The store at {address} did not answer: {StoreTrust.Advice(failure) ?? failure.Message}",
    };

    private static Exception FromServer(ClickHouseServerException failure, string statement, bool hidesText)
    {
        var code = CodeOf(failure);
        var text = hidesText ? NameOf(failure.Message) : Shorten(failure.Message);
        var message = string.Create(CultureInfo.InvariantCulture, $"{statement}: ClickHouse error {code}: {text}");
        Exception inner = hidesText ? new ClickHouseServerException(NameOf(failure.Message), "", code) : failure;
        if (code is 192 or 193 or 194 or 516)
        {
            message += " Check store.username and store.password.";
        }

        // Rows that cannot be inserted over damage wait; what is asked over damage on a server fails until somebody mends it there.
        return (StoreDamage.IsSuspected(code, failure.Message) ? hidesText : Passing.Contains(code)) ? new StoreUnavailableException(message, inner) : new StoreRejectedException(message, inner) { Code = code };
    }

    public static int CodeOf(ClickHouseServerException failure)
    {
        var match = CodePattern().Match(failure.Message);
        return match.Success && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : failure.ErrorCode;
    }

    private static string NameOf(string message)
    {
        var matches = NamePattern().Matches(message);
        return matches.Count > 0 ? matches[^1].Groups[1].Value : "no name given";
    }

    [GeneratedRegex(@"Code: (\d{1,6})\.", RegexOptions.CultureInvariant)]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"\(([A-Z][A-Z0-9_]{2,80})\)", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
