using System.Globalization;

namespace Coxswain.Server.Api.Doctor;

/// <summary>Words the checks share.</summary>
internal static class DoctorText
{
    /// <summary><c>1 request</c>, <c>2 requests</c>.</summary>
    public static string Things(long count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count} {one}{(count == 1 ? "" : "s")}");

    /// <summary>To a millionth of a dollar: <c>$1.25</c>.</summary>
    public static string Money(decimal? amount) => amount is { } known ? "$" + known.ToString("0.######", CultureInfo.InvariantCulture) : "unknown";
}
