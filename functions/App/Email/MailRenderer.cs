using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Email;

/// <summary>Renders a mail's component to HTML. Components encode their values.</summary>
public sealed class MailRenderer(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    public async Task<string> RenderAsync<T>(IReadOnlyDictionary<string, object?> parameters)
        where T : IComponent
    {
        // The renderer needs a scope, and a mail has no request.
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters.ToDictionary()));
            return $"<!DOCTYPE html>\n{root.ToHtmlString()}";
        });
    }
}
