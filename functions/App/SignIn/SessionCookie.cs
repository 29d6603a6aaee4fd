using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.SignIn;

/// <summary>Signs users in and out of a browser.</summary>
public sealed class SessionCookie(Sessions sessions, Cookies cookies)
{
    /// <summary>Without the prefix of <see cref="Cookies.NameOf"/>.</summary>
    internal const string Name = "session";

    public Task<Session?> FindAsync(HttpRequest request, CancellationToken cancellationToken) =>
        sessions.FindAsync(cookies.Read(request, Name), cancellationToken);

    /// <summary>Always starts a new session: an attacker may have planted the existing one in the browser.</summary>
    public async Task SignInAsync(HttpContext context, UserId user, bool isByMail, CancellationToken cancellationToken)
    {
        if (await FindAsync(context.Request, cancellationToken) is { } earlier)
            await sessions.EndAsync(earlier, cancellationToken);
        cookies.Write(context.Response, Name, await sessions.StartAsync(user, isByMail, cancellationToken), Session.Longest);
    }

    public async Task SignOutAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (await FindAsync(context.Request, cancellationToken) is { } session)
            await sessions.EndAsync(session, cancellationToken);
        cookies.Write(context.Response, Name, null);
    }
}
