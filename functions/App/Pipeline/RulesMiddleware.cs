using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Pipeline;

/// <summary>Enforces the rules of the function's attributes, and that changes come from our own pages.</summary>
internal sealed class RulesMiddleware(IAntiforgery antiforgery, RateLimits limits) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http)
            await CheckAsync(http, EndpointRules.Of(context.FunctionDefinition));
        await next(context);
    }

    private async Task CheckAsync(HttpContext http, EndpointRules rules)
    {
        http.LimitBody(rules.BodyLimit);
        if (rules.Required is { } action)
        {
            var caller = http.GetCaller();
            if (!OrganizationTable.Allows(action, caller.Roles))
                throw Problems.Forbidden();
            limits.Count(caller.Id);
        }

        if (!http.Request.ChangesNothing() && !rules.FromElsewhere && !http.IsBearer)
            await CheckOriginAsync(http);
    }

    // Another site can make a browser send cookies with a request, but not bearer tokens.
    private async Task CheckOriginAsync(HttpContext http)
    {
        if (!SameOrigin.Sent(http.Request))
            throw Problems.Forbidden("other_site", Say($"This request did not come from this site. Reload the page and try again."));
        if (http.Request.IsApi())
            return;

        await http.Request.ReadBodyAsync(http.RequestAborted);
        await antiforgery.ValidateRequestAsync(http);
    }
}
