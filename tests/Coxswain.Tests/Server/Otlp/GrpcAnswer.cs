using System.Net;

namespace Coxswain.Tests.Server.Otlp;

/// <param name="Header">A trailer, or a header of an answer without a message.</param>
internal sealed record GrpcAnswer(HttpStatusCode HttpStatus, byte[] Body, Func<string, string?> Header)
{
    public string? Status => Header("grpc-status");
}
