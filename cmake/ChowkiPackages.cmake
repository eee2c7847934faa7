# What is installed where, and the Debian packages of it: `cpack --config build/release/CPackConfig.cmake -B OUT`.
#
#   chowki          the command line, the models, its manual and completion
#   chowkid         the checkpoint service with the officers' page inside, its unit and configuration
#   chowki-central  the central store, its unit and configuration
include(GNUInstallDirs)
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)  # the programs, not the tests

function(chowki_package_files component)
  cmake_parse_arguments(ARG "" "" "MAN;DOC" ${ARGN})
  foreach(page IN LISTS ARG_MAN)
    string(REGEX MATCH "[0-9]$" section ${page})
    install(FILES tools/packaging/man/${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section} COMPONENT ${component})
  endforeach()
  install(FILES LICENSE ${ARG_DOC} DESTINATION share/doc/${component} COMPONENT ${component})
endfunction()

# The unit, the user it runs as, and the configuration of one service.
function(chowki_package_service component)
  set(from tools/packaging)
  install(TARGETS ${component} RUNTIME DESTINATION bin COMPONENT ${component})
  install(FILES ${from}/${component}.service DESTINATION /lib/systemd/system COMPONENT ${component})
  install(FILES ${from}/${component}.toml DESTINATION /etc/chowki COMPONENT ${component})
  file(WRITE ${CMAKE_BINARY_DIR}/packaging/${component}/conffiles "/etc/chowki/${component}.toml\n")
  file(COPY ${from}/debian/${component}.postinst ${from}/debian/${component}.prerm ${from}/debian/${component}.postrm
       DESTINATION ${CMAKE_BINARY_DIR}/packaging/${component})
  set(control ${CMAKE_BINARY_DIR}/packaging/${component}/conffiles)
  foreach(script postinst prerm postrm)
    set(plain ${CMAKE_BINARY_DIR}/packaging/${component}/${script})
    file(RENAME ${CMAKE_BINARY_DIR}/packaging/${component}/${component}.${script} ${plain})
    list(APPEND control ${plain})
  endforeach()
  string(TOUPPER ${component} upper)
  set(CPACK_DEBIAN_${upper}_PACKAGE_CONTROL_EXTRA "${control}" PARENT_SCOPE)
endfunction()

install(TARGETS chowki RUNTIME DESTINATION bin COMPONENT chowki)
install(DIRECTORY models/ DESTINATION share/chowki/models COMPONENT chowki)
install(FILES tools/packaging/completion.bash DESTINATION share/bash-completion/completions COMPONENT chowki RENAME chowki)
chowki_package_files(chowki MAN chowki.1 DOC docs/findings.md docs/hits.md watchlists/README.md)
chowki_package_service(chowkid)
install(FILES tools/packaging/chowki.sysusers DESTINATION /usr/lib/sysusers.d COMPONENT chowkid RENAME chowki.conf)
chowki_package_files(chowkid MAN chowkid.8 DOC docs/configuration.md docs/console.md docs/sync.md docs/api.md docs/integrating.md docs/errors.md
                      docs/operating.md docs/people.md tools/packaging/safeguarding.toml)
chowki_package_service(chowki-central)
install(FILES tools/packaging/chowki-central.sysusers DESTINATION /usr/lib/sysusers.d COMPONENT chowki-central
        RENAME chowki-central.conf)
chowki_package_files(chowki-central MAN chowki-central.8 DOC docs/admin.md docs/central.md docs/formats.md docs/capacity.md)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "chowki")
set(CPACK_PACKAGE_CONTACT "the developers of chowki <chowki@chowki.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL chowki chowkid chowki-central)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE zstd)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_CHOWKI_PACKAGE_NAME chowki)
set(CPACK_DEBIAN_CHOWKI_DESCRIPTION "reads, checks and screens travel documents (command line)")
set(CPACK_DEBIAN_CHOWKI_PACKAGE_DEPENDS tesseract-ocr-eng)
set(CPACK_DEBIAN_CHOWKID_PACKAGE_NAME chowkid)
set(CPACK_DEBIAN_CHOWKID_DESCRIPTION "screening service of a border checkpoint")
set(CPACK_DEBIAN_CHOWKID_PACKAGE_DEPENDS "chowki (>= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_CHOWKI-CENTRAL_PACKAGE_NAME chowki-central)
set(CPACK_DEBIAN_CHOWKI-CENTRAL_DESCRIPTION "central store of the watchlists of checkpoints")
set(CPACK_DEBIAN_CHOWKI-CENTRAL_PACKAGE_RECOMMENDS "chowki (>= ${PROJECT_VERSION})")
include(CPack)
