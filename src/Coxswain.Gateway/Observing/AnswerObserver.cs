using System.Text.Json;
using Coxswain.Core.Recovery;

namespace Coxswain.Gateway.Observing;

/// <summary>
/// Reads an answer beside its way to the client: when it began, what it cost, how it ended. Nothing it reads may hold the answer up or change it; what it
/// cannot read stays unknown.
/// </summary>
internal sealed class AnswerObserver : IDisposable
{
    private const int MostEventBytes = 64 * 1024;

    /// <summary>Inflated; of a stream no more than an event is kept, of a document all.</summary>
    private const long MostStreamBytes = 1L << 30;
    private const long MostDocumentBytes = 64L << 20;

    private readonly TimeProvider _clock;
    private readonly SseReader? _events;
    private readonly Inflater? _inflater;
    private readonly SseReader.EventTaker _take;
    private readonly Inflater.Taker _inflated;

    /// <param name="isStream">Server-sent events; else one JSON document, read by <see cref="ReadDocument"/>.</param>
    /// <param name="encoding">The response's <c>content-encoding</c>; empty: none.</param>
    public AnswerObserver(bool isStream, string encoding, TimeProvider clock)
    {
        (_clock, Encoding, IsStream) = (clock, encoding, isStream);
        _events = isStream ? new SseReader(MostEventBytes) : null;
        _take = Take;
        _inflated = bytes => _events?.Read(bytes, _take);
        IsReadable = Inflater.CanRead(encoding);
        _inflater = isStream && IsReadable ? Inflater.For(encoding, MostStreamBytes) : null;
    }

    public bool IsStream { get; }

    public string Encoding { get; }

    /// <summary>False: coded in a way this build does not know (<c>zstd</c>), or not as the response says.</summary>
    public bool IsReadable { get; private set; }

    public AnswerUsage Usage { get; } = new();

    public string Model { get; private set; } = "";

    public string MessageId { get; private set; } = "";

    public string StopReason { get; private set; } = "";

    /// <summary>Whether the stream's first content block has begun.</summary>
    public bool HasContent { get; private set; }

    /// <summary>Whether any event but a ping has come.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether the answer came to its end: <c>message_stop</c>, or a whole document.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>What the stream's <c>error</c> event said.</summary>
    public ErrorAnswer? Error { get; private set; }

    /// <summary>By <see cref="TimeProvider.GetTimestamp"/>; <see langword="null"/> while nothing of the body has come.</summary>
    public long? FirstByte { get; private set; }

    /// <summary>By <see cref="TimeProvider.GetTimestamp"/>; <see langword="null"/> while there is no content.</summary>
    public long? FirstContent { get; private set; }

    /// <summary>Whether an event of ours could follow what was passed on.</summary>
    public bool IsBetweenEvents => IsStream && IsReadable && _inflater is null && _events?.IsBetweenEvents == true;

    /// <summary>Takes a piece of the body; only a stream is read piece by piece.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        FirstByte ??= _clock.GetTimestamp();
        if (!IsReadable || _events is null)
        {
            return;
        }

        if (_inflater is null)
        {
            _events.Read(bytes, _take);
        }
        else
        {
            IsReadable = _inflater.Read(bytes, _inflated);
        }
    }

    /// <summary>Takes the whole body of an answer that is no stream.</summary>
    /// <returns>False when it is no message: cut off, empty, or something else.</returns>
    public bool ReadDocument(ReadOnlySpan<byte> body)
    {
        using var plain = new Attempts.GrowingBuffer();
        using var inflater = Inflater.For(Encoding, MostDocumentBytes);
        if (inflater is not null)
        {
            IsReadable = inflater.Read(body, plain.Append);
            body = plain.Written.Span;
        }

        if (!IsReadable)
        {
            return true;
        }

        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 256 });
            using var document = JsonDocument.ParseValue(ref reader);
            TakeMessage(document.RootElement);
            HasContent = HasBegun = IsWhole = true;
            FirstContent = _clock.GetTimestamp();
            return true;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _events?.Dispose();
        _inflater?.Dispose();
    }

    private void Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        // The bulk of a stream: nothing in it is needed once content has begun.
        if (name.SequenceEqual("content_block_delta"u8) || name.SequenceEqual("content_block_start"u8))
        {
            HasBegun = HasContent = true;
            FirstContent ??= _clock.GetTimestamp();
            return;
        }

        if (name.SequenceEqual("ping"u8))
        {
            return;
        }

        HasBegun = true;
        if (name.SequenceEqual("error"u8))
        {
            Error ??= ErrorReading.Read(data);
            return;
        }

        if (name.SequenceEqual("message_stop"u8))
        {
            IsWhole = true;
        }
        else if (name.SequenceEqual("message_start"u8) || name.SequenceEqual("message_delta"u8))
        {
            TakeJson(data);
        }
    }

    private void TakeJson(ReadOnlySpan<byte> data)
    {
        try
        {
            var reader = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = 64 });
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return;
            }

            if (root.TryGetProperty("message", out var message))
            {
                TakeMessage(message);
            }

            if (root.TryGetProperty("delta", out var delta))
            {
                StopReason = JsonText.Of(delta, "stop_reason") ?? StopReason;
            }

            if (root.TryGetProperty("usage", out var usage))
            {
                Usage.Take(usage);
            }
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // An event of another make: what it would have told stays unknown.
        }
    }

    private void TakeMessage(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        Model = JsonText.Of(message, "model") ?? Model;
        MessageId = JsonText.Of(message, "id") ?? MessageId;
        StopReason = JsonText.Of(message, "stop_reason") ?? StopReason;
        if (message.TryGetProperty("usage", out var usage))
        {
            Usage.Take(usage);
        }
    }
}
