using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Channels;

/// <summary>Which servers are trusted, and with which certificate the client shows itself.</summary>
internal static class TlsOptions
{
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The user's certificate is needed as long as connections are made with these options.")]
    [SuppressMessage("Security", "CA5359:Do Not Disable Certificate Validation", Justification = "Only when the user says tlsVerifyCert=false.")]
    public static SslClientAuthenticationOptions For(EventStoreDbClientSettings settings)
    {
        var options = new SslClientAuthenticationOptions();
        if (!settings.TlsVerifyCert)
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        else if (Roots(settings) is { } roots)
            options.CertificateChainPolicy = Trusting(roots);
        if (settings is { UserCertFile: { } certificate, UserKeyFile: { } key })
            options.ClientCertificates = [Load(certificate, () => WithUsableKey(X509Certificate2.CreateFromPemFile(certificate, key)))];
        return options;
    }

    [SuppressMessage("Security", "CA5399:HttpClient is created without enabling CheckCertificateRevocationList", Justification = "Private authorities publish no lists.")]
    private static X509ChainPolicy Trusting(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }

    private static X509Certificate2Collection? Roots(EventStoreDbClientSettings settings)
    {
        var roots = new X509Certificate2Collection();
        if (settings.RootCertificates is { } pem)
            _ = Load("the root certificates given", () => { roots.ImportFromPem(pem); return roots; });
        else if (settings.TlsCaFile is { } file)
            _ = Load(file, () => { roots.ImportFromPemFile(file); return roots; });
        else
            return null;
        return roots.Count > 0
            ? roots
            : throw new ConfigurationException($"{settings.TlsCaFile ?? "The root certificates given"}: there is no certificate in it. PEM text with at least one certificate is needed.");
    }

    private static T Load<T>(string what, Func<T> load)
    {
        try
        {
            return load();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ConfigurationException($"{what}: no certificate could be read from it. {error.Message}", error);
        }
    }

    /// <summary>Windows' TLS takes no key that lives in memory alone.</summary>
    private static X509Certificate2 WithUsableKey(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows())
            return certificate;
        using (certificate)
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
