using System.IO.Pipelines;
using Coxswain.Gateway.Forwarding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Coxswain.Gateway.Attempts;

/// <summary>A request's body: held, so that it can be sent again, or on its way through where it cannot be.</summary>
internal sealed class RequestBody : IAsyncDisposable
{
    /// <summary>The API takes no larger request.</summary>
    public const long MostHeldBytes = 32L << 20;

    private readonly GrowingBuffer _read;
    private readonly PipeReader _rest;
    private readonly HeldMemory _memory;
    private readonly long? _length;
    private readonly long _taken;
    private readonly BodySending _sending = new();
    private ReadOnlyMemory<byte>? _replaced;

    private RequestBody(GrowingBuffer read, PipeReader rest, long? length, HeldMemory memory, long taken, bool isHeld)
        => (_read, _rest, _length, _memory, _taken, IsHeld) = (read, rest, length, memory, taken, isHeld);

    public bool IsHeld { get; }

    /// <summary>Only its beginning, or nothing, when it is not held.</summary>
    public ReadOnlyMemory<byte> Bytes => _replaced ?? _read.Written;

    /// <summary><see langword="null"/>: not told, and not held either.</summary>
    public long? Length => _replaced?.Length ?? (IsHeld ? _read.Length : _length);

    public static async Task<RequestBody> ReadAsync(HttpRequest request, HeldMemory memory, CancellationToken cancellationToken)
    {
        var length = request.ContentLength;
        var canHaveBody = request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;
        // One that does not tell its length takes as much room as it may turn out to need.
        var room = canHaveBody ? length ?? MostHeldBytes : 0;
        if (room > MostHeldBytes || !memory.TryTake(room))
        {
            return new RequestBody(new GrowingBuffer(), request.BodyReader, length, memory, 0, isHeld: false);
        }

        var held = new GrowingBuffer();
        try
        {
            if (canHaveBody && !await FillAsync(held, request.BodyReader, (int)(length ?? 0), cancellationToken))
            {
                return new RequestBody(held, request.BodyReader, length, memory, room, isHeld: false);
            }
        }
        catch
        {
            held.Dispose();
            memory.GiveBack(room);
            throw;
        }

        memory.GiveBack(room - held.Length);
        return new RequestBody(held, request.BodyReader, canHaveBody ? length : 0, memory, held.Length, isHeld: true);
    }

    /// <summary>From now on it is another one, as if the client had sent that. Only of one that is held.</summary>
    public void Replace(ReadOnlyMemory<byte> bytes) => _replaced = bytes;

    /// <summary>For one attempt. A body that is not held can be sent once.</summary>
    public HttpContent ToContent() => _replaced is { } bytes ? ToContent(bytes) : IsHeld ? new HeldContent(_read.Written, isLengthTold: _length is not null, _sending) : new PassedBody(_read.Written, _rest, _length, _sending);

    /// <param name="bytes">What a strategy made of it; parts of it may be this body's own.</param>
    public HttpContent ToContent(ReadOnlyMemory<byte> bytes) => new HeldContent(bytes, isLengthTold: true, _sending);

    public async ValueTask DisposeAsync()
    {
        await _sending.DisposeAsync();
        _read.Dispose();
        _memory.GiveBack(_taken);
    }

    /// <returns>False when there is more than may be held.</returns>
    private static async Task<bool> FillAsync(GrowingBuffer held, PipeReader body, int expected, CancellationToken cancellationToken)
    {
        if (expected > 0)
        {
            held.Room(expected);
        }

        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            foreach (var piece in read.Buffer)
            {
                held.Append(piece.Span);
            }

            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted || held.Length > MostHeldBytes)
            {
                return held.Length <= MostHeldBytes;
            }
        }
    }
}
