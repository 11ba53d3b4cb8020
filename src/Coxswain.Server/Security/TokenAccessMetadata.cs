namespace Coxswain.Server.Security;

internal sealed record TokenAccessMetadata(TokenAccess Access);
