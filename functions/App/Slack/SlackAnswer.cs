using System.Text.Json;

namespace AccessReview.App.Slack;

/// <summary>The result of a call to Slack.</summary>
public abstract record SlackAnswer
{
    private SlackAnswer()
    {
    }

    public sealed record Done(JsonElement Body) : SlackAnswer;

    /// <summary>The rate limit was reached. Nothing was done; call again after this time.</summary>
    public sealed record Later(TimeSpan Pause) : SlackAnswer;

    /// <summary>It is unknown whether the call succeeded: there was no response, or one that reports an internal error.</summary>
    public sealed record Unanswered(string Why) : SlackAnswer;

    /// <summary>Slack refused permanently.</summary>
    public sealed record Refused(string Error) : SlackAnswer
    {
        /// <summary>The error is about our configuration, not about the message: an operator must correct it.</summary>
        public bool IsOurs => Error is "invalid_auth" or "not_authed" or "account_inactive" or "token_revoked" or "token_expired" or "missing_scope" or "no_permission" or "org_login_required" or "ekm_access_denied";
    }
}
