using Microsoft.AspNetCore.Builder;

namespace Coxswain.Server.Security;

internal static class TokenAccessConventions
{
    public static TBuilder OpenedBy<TBuilder>(this TBuilder endpoints, TokenAccess access)
        where TBuilder : IEndpointConventionBuilder
        => endpoints.WithMetadata(new TokenAccessMetadata(access));
}
