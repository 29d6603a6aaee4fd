using System.Security.Claims;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

public static class CallerOfRequest
{
    private static readonly object Key = new();

    /// <exception cref="ProblemException">The caller has not signed in: 401.</exception>
    public static Caller GetCaller(this HttpContext context) => context.TryGetCaller() ?? throw Problems.Unauthorized();

    public static Caller? TryGetCaller(this HttpContext context) => context.Items.TryGetValue(Key, out var caller) ? (Caller?)caller : null;

    extension(HttpContext context)
    {
        internal bool IsBearer => context.TryGetCaller()?.Proof == Proof.Bearer;

        /// <param name="caller">The authenticated caller.</param>
        /// <param name="session">The session that the caller's forms are bound to. A form of one session is invalid in another.</param>
        internal void SetCaller(Caller caller, string session)
        {
            context.Items[Key] = caller;
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("user", caller.Id.Value), new Claim("session", session)], caller.Proof.ToString()));
        }
    }
}
