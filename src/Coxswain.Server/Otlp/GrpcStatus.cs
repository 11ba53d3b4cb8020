using System.Globalization;
using System.Text;
using Coxswain.Otlp;
using Coxswain.Otlp.Responses;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Server.Otlp;

/// <summary>Writes a failed call's status: all in the headers, as gRPC's "Trailers-Only" answer.</summary>
internal static class GrpcStatus
{
    public static void Refuse(HttpResponse response, ExportRefusal refusal, TimeSpan retryAfter)
    {
        response.Headers["grpc-status"] = refusal.GrpcCode.ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = PercentEncode(refusal.Message);
        var details = OtlpResponse.Status(
            OtlpEncoding.Protobuf, refusal.GrpcCode, refusal.Message, refusal.MayRetry ? retryAfter : null);

        // Binary headers go without padding.
        response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(details).TrimEnd('=');
    }

    /// <summary>gRPC keeps printable ASCII but the percent sign, and escapes every other byte.</summary>
    public static string PercentEncode(string message)
    {
        var encoded = new StringBuilder(message.Length);
        foreach (var one in Encoding.UTF8.GetBytes(message))
        {
            if (one is >= 0x20 and <= 0x7E and not (byte)'%')
            {
                encoded.Append((char)one);
            }
            else
            {
                encoded.Append('%').Append(one.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }
}
