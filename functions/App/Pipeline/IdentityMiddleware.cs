using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.SignIn;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Pipeline;

/// <summary>Identifies the caller by bearer token or session. An invalid token ends the request, also at endpoints that everybody may call.</summary>
internal sealed partial class IdentityMiddleware(
    Issuer issuer,
    RateLimits limits,
    ILogger<IdentityMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http)
        {
            DropForwardedIdentity(http.Request);
            if (!EndpointRules.Of(context.FunctionDefinition).ChecksToken)
                await IdentifyAsync(http, context.InstanceServices);
        }

        await next(context);
    }

    private Task IdentifyAsync(HttpContext http, IServiceProvider services)
    {
        // Both belong to this execution: they read its snapshot of the directory.
        var callers = services.GetRequiredService<Callers>();
        return http.Request.Headers.Authorization.Count > 0
            ? ByTokenAsync(http, callers)
            : BySessionAsync(http, services.GetRequiredService<SessionCookie>(), callers);
    }

    // Only App Service's own sign-in sets these headers, and it is off. A request that has them is forging an identity.
    private static void DropForwardedIdentity(HttpRequest request)
    {
        foreach (var name in request.Headers.Keys.Where(name => name.StartsWith("X-MS-CLIENT-PRINCIPAL", StringComparison.OrdinalIgnoreCase) || name.StartsWith("X-MS-TOKEN-", StringComparison.OrdinalIgnoreCase)).ToList())
            request.Headers.Remove(name);
    }

    private async Task ByTokenAsync(HttpContext http, Callers callers)
    {
        var id = await IdInTokenAsync(http);
        if (await callers.FindAsync(UserId.From(id), Proof.Bearer, http.RequestAborted) is not { } caller)
        {
            Log.Unknown(logger, id);
            throw Problems.Forbidden("unknown_person", callers.WhyUnknown(UserId.From(id)));
        }

        http.SetCaller(caller, "bearer");
    }

    /// <summary>Counts an invalid token before the issuer is called, and takes the count back if the token proves valid.</summary>
    private async Task<string> IdInTokenAsync(HttpContext http)
    {
        var isCounted = false;
        var check = BearerToken.Of(http.Request) is { } text
            ? await issuer.ValidateAsync(text, TokenUse.Access, Count, http.RequestAborted)
            : new TokenCheck(null);
        if (check.Token is { } token && issuer.UserIdOf(token) is { } id)
        {
            if (isCounted)
                limits.ForgiveUnproven(http);
            return id;
        }

        limits.CountGuess(http);
        if (check.RetryAfter is not { } wait)
            throw Problems.Unauthorized("bad_token");
        var detail = Say($"The key that signed the token is unknown. If it is new, try again in a few seconds.");
        throw new ProblemException(StatusCodes.Status401Unauthorized, "bad_token", Say($"Sign in to continue."), detail) { RetryAfter = wait };

        void Count()
        {
            if (!isCounted)
                limits.CountUnproven(http);
            isCounted = true;
        }
    }

    private static async Task BySessionAsync(HttpContext http, SessionCookie sessions, Callers callers)
    {
        if (await sessions.FindAsync(http.Request, http.RequestAborted) is { } session
            && await callers.FindAsync(session.User, Proof.Session, http.RequestAborted) is { } caller)
        {
            http.SetCaller(caller, session.Hash);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Sign-in of {Person} refused: the token is valid, but the person is not in the directory or not active")]
        public static partial void Unknown(ILogger logger, string person);
    }
}
