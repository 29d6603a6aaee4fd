using System.Diagnostics;
using AccessReview.App.Telemetry;
using Xunit;

namespace AccessReview.App.Tests.Http;

public sealed class TelemetrySpecs
{
    [Fact]
    public void A_trace_never_contains_a_link_token()
    {
        using var activity = new Activity("GET /r/1.k1.secret.secret");
        activity.SetTag("url.path", "/r/1.k1.secret.secret");
        activity.SetTag("url.full", "https://access.example.test/sign-in/secret?x=secret");
        activity.SetTag("http.response.status_code", 200);
        using var redaction = new TelemetryServices.TraceRedaction();

        redaction.OnEnd(activity);

        Assert.DoesNotContain("secret", activity.DisplayName + string.Concat(activity.TagObjects.Select(tag => tag.Value)), StringComparison.Ordinal);
        Assert.Equal(200, activity.GetTagItem("http.response.status_code"));
    }
}
