"""`proxy=`, `verify=` and `cert=`, without an httpx client of the caller's."""

import copy
import pickle
import ssl
from base64 import b64encode

import pytest
import trustme
from cryptography.hazmat.primitives import serialization

from hubspot_facade import AsyncHubSpot, Configuration, ConfigurationError, HubSpot, NetworkError
from hubspot_facade.transport.network import checked_proxy
from tests.facade.either import either
from tests.facade.fakes import TOKEN
from tests.http_library import httpx
from tests.transport.networks import Answering, Proxy, Proxying, Server, serving

HOST = "api.hubspot.test"


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture(scope="module")
def trusted(authority, tmp_path_factory):
    """The path of the authority's certificate."""
    path = tmp_path_factory.mktemp("trusted") / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return path


def with_tls(server, authority, *, wants_cert=False):
    server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST, "127.0.0.1").configure_cert(server.context)
    if wants_cert:
        server.context.verify_mode = ssl.CERT_REQUIRED
        authority.configure_trust(server.context)
    return server


@pytest.fixture(scope="module")
def secure(authority):
    with serving(with_tls(Server(Answering), authority)) as server:
        yield server


@pytest.fixture(scope="module")
def wanting(authority):
    """A server that wants to see a client's certificate."""
    with serving(with_tls(Server(Answering), authority, wants_cert=True)) as server:
        yield server


@pytest.fixture
def proxy(secure):
    server = Proxy(Proxying)
    server.target = secure.port
    with serving(server):
        yield server


@pytest.fixture(params=["sync", "async"])
def colour(request):
    return request.param


def asked(colour, **options):
    """What a client that is set up so gets, after it was pickled, where it can be."""
    hs, close = either(colour, access_token=TOKEN, retries=0, **options)
    try:
        return hs.owners.list()
    finally:
        close()


def url_of(server, scheme="https"):
    return f"{scheme}://127.0.0.1:{server.port}"


def test_a_tunnel_leads_through_the_proxy_which_sees_no_token(colour, proxy, secure, trusted):
    secure.seen.clear()
    assert asked(colour, base_url=f"https://{HOST}", proxy=url_of(proxy, "http"), verify=trusted) == []
    [(line, headers)] = proxy.seen
    assert line == f"CONNECT {HOST}:443"
    assert TOKEN not in str(headers)
    [(path, sent)] = secure.seen
    assert path.startswith("/crm/")
    assert sent["authorization"] == f"Bearer {TOKEN}"
    assert not [name for name in sent if "proxy" in name]


def test_plain_http_is_forwarded(colour, proxy):
    with serving(Server(Answering)) as plain:
        assert asked(colour, base_url=url_of(plain, "http"), proxy=url_of(proxy, "http")) == []
        assert len(plain.seen) == len(proxy.seen) == 1
        assert proxy.seen[0][0].startswith(f"GET {url_of(plain, 'http')}/crm/")


def test_a_proxy_gets_user_and_password(colour, proxy, trusted):
    proxy.credential = "Basic " + b64encode(b"ann:s3same-op%n").decode()
    at = f"http://ann:s3same-op%25n@127.0.0.1:{proxy.port}"
    assert asked(colour, base_url=f"https://{HOST}", proxy=at, verify=trusted) == []


def test_a_password_of_a_proxy_shows_nowhere(colour, proxy, trusted, caplog):
    caplog.set_level("DEBUG")
    proxy.credential = "Basic other"
    at = f"http://ann:s3same-op%25n@127.0.0.1:{proxy.port}"
    options = {"base_url": f"https://{HOST}", "proxy": at, "verify": trusted}
    with pytest.raises(NetworkError) as caught:
        asked(colour, **options)
    assert "407" in str(caught.value)
    assert not caught.value.sent
    error = caught.value
    shown = [str(error), repr(vars(error)), repr(error.__cause__), caplog.text]
    shown += [repr(HubSpot(TOKEN, **options)), repr(HubSpot(TOKEN, **options).configuration)]
    sent = b64encode(b"ann:s3same-op%n").decode()
    assert not [each for each in shown for secret in ("s3same", sent) if secret in each]


def test_a_proxy_may_speak_tls(colour, secure, authority, trusted):
    proxy = with_tls(Proxy(Proxying), authority)
    proxy.target = secure.port
    with serving(proxy):
        assert asked(colour, base_url=f"https://{HOST}", proxy=url_of(proxy), verify=trusted) == []
        assert proxy.seen[0][0] == f"CONNECT {HOST}:443"
        with pytest.raises(NetworkError, match="certificate verify failed"):
            asked(colour, base_url=f"https://{HOST}", proxy=url_of(proxy))


def of_a_path(trusted):
    return trusted


def of_text(trusted):
    return str(trusted)


def of_a_context(trusted):
    return ssl.create_default_context(cafile=str(trusted))


def of_nothing(_):
    return False


@pytest.mark.parametrize("verify", [of_a_path, of_text, of_a_context, of_nothing])
def test_what_is_trusted_is_said_with_verify(colour, secure, trusted, verify):
    assert asked(colour, base_url=url_of(secure), verify=verify(trusted)) == []


def test_others_are_not_trusted(colour, secure, tmp_path):
    trustme.CA().cert_pem.write_to_path(tmp_path / "other.pem")
    for verify in (True, tmp_path / "other.pem"):
        with pytest.raises(NetworkError, match="certificate verify failed") as caught:
            asked(colour, base_url=url_of(secure), verify=verify)
        assert not caught.value.sent


def patient(colour, **options):
    """What a client with the usual retries is refused with, at which attempt."""
    hs, close = either(colour, access_token=TOKEN, **options)
    try:
        with pytest.raises(NetworkError) as caught:
            hs.owners.list()
    finally:
        close()
    return caught.value


def test_https_to_a_server_that_speaks_http_is_tried_once_and_says_so(colour):
    with serving(Server(Answering)) as plain:
        error = patient(colour, base_url=url_of(plain))
    assert f"the server at 127.0.0.1:{plain.port} speaks http, not https (" in str(error)
    assert (error.attempts, error.sent, error.final) == (1, False, True)


def test_https_to_a_proxy_that_speaks_http_says_that_it_may_be_the_proxy(colour, proxy):
    error = patient(colour, base_url=f"https://{HOST}", proxy=url_of(proxy))
    assert "or a proxy on the way does" in str(error)
    assert error.attempts == 1


def test_a_certificate_that_is_not_trusted_is_not_tried_again(colour, secure):
    error = patient(colour, base_url=url_of(secure))
    assert (error.attempts, error.final) == (1, True)


@pytest.fixture(scope="module")
def certificates(authority, tmp_path_factory):
    """A client's certificate in the ways that `cert` takes it."""
    folder = tmp_path_factory.mktemp("certificates")
    made = authority.issue_cert("client@example.com")
    paths = {name: folder / f"{name}.pem" for name in ("chain", "key", "both", "locked")}
    made.cert_chain_pems[0].write_to_path(paths["chain"])
    made.private_key_pem.write_to_path(paths["key"])
    made.private_key_and_cert_chain_pem.write_to_path(paths["both"])
    key = serialization.load_pem_private_key(made.private_key_pem.bytes(), None)
    locked = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"s3same-open"),
    )
    paths["locked"].write_bytes(locked)
    return paths


def test_a_client_certificate_is_shown(colour, wanting, trusted, certificates):
    chain, key = certificates["chain"], str(certificates["key"])
    ways = [certificates["both"], (chain, key), (str(chain), certificates["locked"], "s3same-open")]
    for cert in ways:
        assert asked(colour, base_url=url_of(wanting), verify=trusted, cert=cert) == []
        assert asked(colour, base_url=url_of(wanting), verify=False, cert=cert) == []
    with pytest.raises(NetworkError):
        asked(colour, base_url=url_of(wanting), verify=trusted)


@pytest.mark.parametrize("make", [HubSpot, AsyncHubSpot])
def test_they_go_along_with_pickled_and_copied_clients(make, trusted, certificates, monkeypatch, tmp_path):
    monkeypatch.chdir(trusted.parent)
    cert = (certificates["chain"], certificates["locked"], "s3same-open")
    hs = make(TOKEN, proxy="http://ann:s3same-open@proxy.test:3128", verify="ca.pem", cert=cert)
    assert "s3same-open" not in repr(hs.configuration)
    monkeypatch.chdir(tmp_path)  # paths hold wherever the process is
    for other in (pickle.loads(pickle.dumps(hs)), copy.copy(hs), hs.with_options(timeout=5)):  # noqa: S301 # our own
        settings = other.configuration
        assert (settings.proxy, settings.verify, settings.cert) == (
            "http://ann:s3same-open@proxy.test:3128",
            str(trusted),
            (str(certificates["chain"]), str(certificates["locked"]), "s3same-open"),
        )
        assert hash(settings)


def test_a_pickled_client_connects_as_before(wanting, trusted, certificates):
    hs = HubSpot(TOKEN, base_url=url_of(wanting), verify=trusted, cert=certificates["both"])
    with pickle.loads(pickle.dumps(hs)) as other:  # noqa: S301 # our own
        assert other.owners.list().all() == []
    with pytest.raises(TypeError, match="SSLContext"):
        pickle.dumps(HubSpot(TOKEN, verify=ssl.create_default_context()))


BAD = [
    ({"proxy": 3128}, "proxy must be like .*, not int"),
    ({"proxy": "proxy.test:3128"}, "proxy must be like .*, not 'proxy.test:3128'"),
    ({"proxy": "ftp://proxy.test"}, "proxy must be like"),
    ({"proxy": "http://"}, "proxy must be like"),
    ({"proxy": "http://proxy.test:x"}, "proxy must be like"),
    ({"proxy": "http://proxy.test:0"}, "proxy must be like"),
    ({"proxy": "http://proxy.test/path"}, "proxy must be like"),
    ({"proxy": "http://pröxy.test"}, "proxy must be like"),
    ({"proxy": ""}, "proxy must be like"),
    ({"proxy": "socks5://proxy.test:1080"}, r"pip install 'httpx\[socks\]'"),
    ({"http_library": "requests"}, "http_library must be one of httpx, httpx2, not 'requests'"),
    ({"http_library": 2}, "http_library must be one of"),
    ({"verify": None}, "verify must be True, False, the path .*, not NoneType"),
    ({"verify": 1}, "verify must be"),
    ({"verify": ""}, "verify must be"),
    ({"verify": "/none/such.pem"}, "verify: '/none/such.pem' has no certificates that can be used"),
    ({"verify": __file__}, "verify: .* has no certificates that can be used"),
    ({"cert": 1}, "cert must be the path"),
    ({"cert": ()}, "cert must be the path"),
    ({"cert": ("a", "b", "c", "d")}, "cert must be the path"),
    ({"cert": ("a", None)}, "cert must be the path"),
    ({"cert": ("a", "b", b"c")}, "cert: the key's password must be text, not bytes"),
    ({"cert": "/none/such.pem"}, "cert: '/none/such.pem' cannot be used"),
    ({"cert": "a\0b"}, "cert"),
    ({"cert": "/a", "verify": ssl.create_default_context()}, "load the client certificate into the ssl.SSLContext"),
]


@pytest.mark.parametrize("make", [HubSpot, AsyncHubSpot, Configuration])
@pytest.mark.parametrize(("options", "says"), BAD)
def test_bad_values_are_refused_at_once(make, options, says):
    with pytest.raises(ConfigurationError, match=says):
        make(TOKEN, **options)


@pytest.mark.parametrize("password", ["wrong", None])
def test_a_key_that_cannot_be_opened_is_refused_at_once(certificates, password):
    cert = (certificates["chain"], certificates["locked"], *([password] if password else []))
    with pytest.raises(ConfigurationError, match=r"locked\.pem' cannot be used") as caught:
        HubSpot(TOKEN, cert=cert)
    assert "wrong" not in str(caught.value)


@pytest.mark.parametrize("text", ["http://ann:s3same@proxy.test:x", "htp://ann:s3same@proxy.test", "ann:s3same@x"])
def test_a_bad_proxy_with_a_password_is_not_repeated(text):
    with pytest.raises(ConfigurationError) as caught:
        checked_proxy(text)
    assert "s3same" not in str(caught.value)


def test_certificates_that_went_away_are_a_configuration_error(colour, secure, trusted, tmp_path):
    path = tmp_path / "ca.pem"
    path.write_bytes(trusted.read_bytes())
    hs, close = either(colour, access_token=TOKEN, base_url=url_of(secure), verify=path)
    path.unlink()
    with pytest.raises(ConfigurationError, match=r"verify: .*ca\.pem' has no certificates"):
        hs.owners.list()
    close()


@pytest.mark.parametrize("options", [{"proxy": "http://127.0.0.1:1"}, {"verify": False}, {"cert": "both"}])
def test_a_client_of_the_callers_is_set_up_by_the_caller(options, certificates):
    options = {name: certificates[value] if name == "cert" else value for name, value in options.items()}
    with httpx.Client() as http, pytest.raises(ConfigurationError, match="configure it with them instead"):
        HubSpot(TOKEN, http_client=http, **options)
    with httpx.Client() as http, pytest.raises(ConfigurationError, match="configure it with them instead"):
        HubSpot(configuration=Configuration(TOKEN, **options), http_client=http)


def test_plain_http_does_not_leave_this_machine_by_a_proxy():
    with pytest.raises(ConfigurationError, match="the proxy and others on the way to it can read the access token"):
        HubSpot(TOKEN, base_url="http://127.0.0.1:8484", proxy="http://proxy.test:3128")
    HubSpot(TOKEN, base_url="http://127.0.0.1:8484", proxy="http://proxy.test:3128", allow_http=True)
    HubSpot(TOKEN, base_url="http://127.0.0.1:8484", proxy="http://localhost:3128")


def test_copies_with_options_use_the_same_proxy_and_connections(colour, proxy, trusted):
    hs, close = either(
        colour, access_token=TOKEN, base_url=f"https://{HOST}", proxy=url_of(proxy, "http"), verify=trusted
    )
    type(hs)(hs._target.with_options(timeout=5, deadline=9), hs._runner).owners.list()
    close()
    assert len(proxy.seen) == 1


def test_a_library_that_is_not_installed_is_named_before_anything_is_sent(monkeypatch):
    monkeypatch.setattr("hubspot_facade.transport.network.find_spec", lambda _: None)
    with pytest.raises(
        ConfigurationError, match=r"http_library: httpx2 is needed: pip install 'hubspot-facade\[httpx2\]'"
    ):
        HubSpot("pat-x", http_library="httpx2")
