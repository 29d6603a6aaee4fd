using AccessReview.App.Configuration;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AccessReview.App.SignIn;

public static class SignInServices
{
    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<SignInOptions>(configuration.GetSection(SignInOptions.Section), options => options.Fault());
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<Cookies>(ProtectForms);
        services.AddHttpClient(IssuerDocuments.Client, Limit);
        // Redirects are not followed, because the request contains secrets.
        services.AddHttpClient<IssuerTokens>(Limit)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        return services
            .AddSingleton<Cookies>()
            .AddSingleton<IssuerDocuments>()
            .AddSingleton<IssuerMetadata>()
            .AddSingleton<Issuer>()
            .AddScoped<Sessions>()
            .AddScoped<SessionCookie>()
            .AddScoped<MailedLinks>()
            .AddScoped<SignInMails>()
            .AddSingleton<PendingSignIn>()
            .AddScoped<SampleSignIn>();
    }

    private static void Limit(IServiceProvider provider, HttpClient http) =>
        (http.Timeout, http.MaxResponseContentBufferSize) =
            (provider.GetRequiredService<IOptions<SignInOptions>>().Value.Timeout, IssuerDocuments.MaxBytes);

    private static void ProtectForms(AntiforgeryOptions options, Cookies cookies)
    {
        options.Cookie.Name = cookies.NameOf("form");
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = cookies.IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        options.Cookie.Path = "/";
        // The Content-Security-Policy covers this.
        options.SuppressXFrameOptionsHeader = true;
    }
}
