using System.Text.Json;

namespace Coxswain.Gateway.Observing;

/// <summary>The few members of a Messages request that decide how it is treated.</summary>
/// <param name="Model">Empty when the request names none that could be one.</param>
/// <param name="IsStream">Whether a stream is asked for.</param>
internal sealed record RequestFacts(string Model, bool IsStream)
{
    public static readonly RequestFacts Unknown = new("", false);

    /// <param name="body">The whole request. Only its top level is looked at; whatever else it is, it goes on as it came.</param>
    public static RequestFacts Read(ReadOnlySpan<byte> body)
    {
        var model = "";
        var stream = false;
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 512 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return Unknown;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isModel = reader.ValueTextEquals("model"u8);
                var isStream = reader.ValueTextEquals("stream"u8);
                reader.Read();
                if (isModel && reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= 256)
                {
                    model = reader.GetString() ?? "";
                }
                else if (isStream)
                {
                    stream = reader.TokenType == JsonTokenType.True;
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The upstream says what is wrong with it.
        }

        return new RequestFacts(model, stream);
    }
}
