using Azure.Communication.Email;
using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Email;

public static class EmailServices
{
    public static IServiceCollection AddEmail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<EmailOptions>()
            .Bind(configuration.GetSection(EmailOptions.Section))
            .ValidateDataAnnotations()
            .Validate(options => Mail.IsAddress(options.Sender), "Set Email:Sender to the address that emails are sent from.")
            .Validate(options => options.Endpoint is null != options.ConnectionString is null, "Set Email:ConnectionString (one machine) or Email:Endpoint (managed identity).")
            .ValidateOnStart();
        services.TryAddSingleton(Connect);
        return services
            .AddSingleton<MailRenderer>()
            .AddSingleton<MailBudget>()
            .AddSingleton<SentMails>()
            .AddSingleton<MailPost>();
    }

    private static EmailClient Connect(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<EmailOptions>>().Value;
        // The app retries, not the client: each retry counts against the quota, and only the app knows whether the mail is still needed.
        var client = new EmailClientOptions { Retry = { MaxRetries = 0 } };
        return options.Endpoint is { } endpoint
            ? new EmailClient(endpoint, provider.GetRequiredService<TokenCredential>(), client)
            : new EmailClient(options.ConnectionString, client);
    }
}
