using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Email;

/// <summary>Renders a mail's component to its HTML. Components encode what they are given.</summary>
public sealed class MailRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    public async Task<string> RenderAsync<T>(IReadOnlyDictionary<string, object?> parameters)
        where T : IComponent
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters.ToDictionary()));
            return $"<!DOCTYPE html>\n{root.ToHtmlString()}";
        });
    }
}
